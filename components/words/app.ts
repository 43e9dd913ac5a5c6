// What pages say that lie in no room of their own.

export const errorPage = {
  title: "This page could not be shown",
  tryAgain: "Try again",
  whatToDo: "This is a bug in Umbel, not in your cluster. If it happens again, please report this message:",
} as const;

export const layout = {
  description: "A live view of Celery clusters, and the controls to act on them.",
} as const;

export const notFound = {
  title: "Not found",
} as const;
