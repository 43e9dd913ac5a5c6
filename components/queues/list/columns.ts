// How wide the columns of the queues table are, and from which width of the card on there is room for them: nothing scrolls
// sideways, and nothing moves sideways while figures change. The name takes what is left.
export const COLUMNS = {
  waiting: "w-[6.5rem]",
  recent: "w-[4.75rem] hidden @min-[56rem]:table-cell",
  rates: "w-[7.5rem] hidden @min-[50rem]:table-cell",
  consumers: "w-[6.5rem]",
  wait: "w-[8.5rem] hidden @min-[63rem]:table-cell",
  oldest: "w-[5.5rem]",
  drains: "w-[5.5rem]",
  unacked: "w-[5.75rem] hidden @min-[72rem]:table-cell",
  scheduled: "w-24 hidden @min-[72rem]:table-cell",
  actions: "w-12",
} as const;
