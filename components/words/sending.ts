// What the page that sends a task says.

export const fields = {
  noName: "Enter the name of the task, as registered by the workers.",
} as const;

export const lastCalls = {
  title: "Last calls",
  preflightTitle: "Check before sending",
  noName: "Enter a name to see its last calls",
  none: "No calls of this task held",
  order: "newest first",
  when: "When",
  use: "Use",
  useOf: ["Use ", (task: string) => `the arguments of ${task}`],
} as const;

export const previewCard = {
  title: "Message",
  note: "as it would be sent",
  notValid: "shown when the fields are valid",
  body: (contentType: string, queue: string) => `Body (${contentType}), to queue ${queue}`,
  headers: "Headers (a new id is generated unless you give one)",
} as const;

export const sendForm = {
  countdown: "Countdown",
  countdownHint: "Seconds from now. Use this or an ETA",
  etaHint: "2030-01-02T03:04:05+00:00. Without an offset: UTC",
  expiresHint: "Seconds from now, or a time",
  priorityHint: "Redis: 0 (most urgent) to 9. RabbitMQ: higher is more urgent",
  hardLimit: "Hard time limit",
  seconds: "Seconds",
  softLimit: "Soft time limit",
  taskId: "Task id",
  taskIdHint: "Default: a new uuid",
  queueHint: "Default: celery",
  argumentsHint: "A JSON list",
  kwargsHint: "A JSON object",
  kwargsPlaceholder: '{"user_id": 42}',
  options: "Options",
  headers: "Headers",
  headersHint: "Custom headers, a JSON object",
} as const;

export const sendView = {
  sent: (name: string) => `Sent ${name}`,
  note: "The same message a Celery client would send",
} as const;
