// `npm run bench -- burst`: more than anybody can decode at once, on a Redis with default limits (it closes a
// subscriber with 32 MB pending, and all of that is lost). Nothing may be lost.
import { bar, loss, repeat, spread } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { withUmbel } from "./setting.ts";

const FLAT_OUT = { tasks: 50_000, rate: null, name: "200,000 events flat out" };
const STEADY = { tasks: 250_000, rate: 150_000, name: "1,000,000 events at 150,000/s" };

export async function burst() {
  for (const { tasks, rate, name } of [FLAT_OUT, STEADY]) {
    const runs = await repeat(() =>
      withUmbel([], async ({ feed, umbel }) => {
        await umbel.watch(["frame", "overview?range=15m", "tasks"]);
        return await feed({ ...TYPICAL, tasks }, rate);
      }),
    );
    const sent = runs.reduce((sum, run) => sum + run.events, 0);
    const counted = runs.reduce((sum, run) => sum + run.counted, 0);
    const published = spread(
      runs.map(({ events, seconds }) => events / seconds),
      0,
    );
    bar(name, `${loss(sent, counted)}; published at ${published}/s`, "0 lost", sent === counted);
    const caught = runs.map(({ caughtUpSeconds }) => caughtUpSeconds);
    bar(
      "  caught up after",
      `${spread(caught)} s`,
      "10 s",
      Math.max(...caught) <= 10 + (rate ? 1e6 / rate : 0),
    );
  }
}
