export const rangePicker = {
  title: "Time range",
} as const;

export const sparkline = {
  unknown: (label: string) => `${label}: not yet known`,
} as const;
