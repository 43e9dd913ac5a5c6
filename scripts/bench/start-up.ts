// `npm run bench -- start`: `npm start` on a built tree, to the first page served.
import { bar, median, spread } from "./figures.ts";
import { firstPage } from "./first-page.ts";

const root = new URL("../..", import.meta.url).pathname;

export async function startUp() {
  const times = await firstPage("npm", ["start", "--silent", "--", "--demo"], root);
  bar("npm start → first page", `${spread(times)} s`, "≤ 1.5 s", median(times) <= 1.5);
}
