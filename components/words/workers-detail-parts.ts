export const limitDialog = {
  where: "Where",
  lasts:
    "It lasts until the worker restarts. After that, the limit set in the application's code applies again.",
} as const;
