// The seq of the last delta sent to each topic that somebody watches: how a snapshot is known to be too old.

export interface RoomSeqs {
  watch(topic: string): void;
  unwatch(topic: string): void;
  /** 0 when no delta passed since somebody began to watch. */
  last(topic: string): number;
  passed(topic: string, seq: number): void;
}

export function createRoomSeqs(): RoomSeqs {
  const rooms = new Map<string, { watchers: number; last: number }>();
  return {
    watch(topic) {
      const room = rooms.get(topic) ?? { watchers: 0, last: 0 };
      room.watchers += 1;
      rooms.set(topic, room);
    },
    unwatch(topic) {
      const room = rooms.get(topic);
      if (room === undefined) return;
      room.watchers -= 1;
      if (room.watchers === 0) rooms.delete(topic);
    },
    last: (topic) => rooms.get(topic)?.last ?? 0,
    passed(topic, seq) {
      const room = rooms.get(topic);
      if (room !== undefined) room.last = seq;
    },
  };
}
