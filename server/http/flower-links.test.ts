import { expect, test } from "vitest";
import { flowerLink } from "./flower-links.ts";

test.each([
  ["/broker", "/queues"],
  ["/login/?next=%2Ftasks", "/login?next=%2Ftasks"],
  ["/logout", "/login"],
  ["/worker/celery@web-1", "/workers/celery%40web-1"],
  ["/worker/celery%40web-1", "/workers/celery%40web-1"],
  ["/worker/%E0%A4%A", "/workers/~~0025E0~0025A4~0025A"],
  ["/task/abc", "/tasks/abc"],
  ["/tasks?state=failure", "/tasks?states=FAILURE"],
  ["/tasks?worker=w%40h&state=SUCCESS&name=shop.add", "/tasks?worker=w%40h&name=shop.add&states=SUCCESS"],
  ["/tasks?state=", "/tasks"],
  ["/c/reports/task/abc", "/c/reports/tasks/abc"],
  ["/c/re%20ports/tasks?state=RETRY", "/c/re%20ports/tasks?states=RETRY"],
  ["/tasks?worker=w%40h&name=shop.add", null],
  ["/tasks", null],
  ["/tasks/abc", null],
  ["/", null],
])("A20: a bookmark of Flower's, %s, leads to %s", (url, link) => {
  expect(flowerLink(url)).toBe(link);
});
