/** What stands in the way of sending a task again until somebody chooses its queue: the page then offers to. */
export const QUEUE_UNKNOWN = "Its queue is not known: choose one.";
