// What is said when the server gives no answer.

export const api = {
  noReason: (status: number) => `Umbel answered ${status} without saying why.`,
} as const;

export const socketPort = {
  closed: "Umbel closed the connection.",
} as const;
