// Brokers that tell nothing, or little: a page says what is missing and why, and shows what can be known.
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { seriousViolations } from "../fixtures/axe.ts";
import { connection, heading, openLive } from "../fixtures/frame.ts";
import { test as base, expect } from "../fixtures/page.ts";
import { startSqs } from "../fixtures/sqs.ts";
import { type RunningUmbel, startUmbel } from "../fixtures/umbel.ts";

const test = base.extend<object, { umbel: RunningUmbel }>({
  umbel: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const sqs = await startSqs();
      const { QueueUrl } = await sqs.client.send(new CreateQueueCommand({ QueueName: "invoices" }));
      for (let i = 0; i < 3; i += 1) {
        await sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
      }
      await sqs.client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1 }));
      const umbel = await startUmbel([
        ...["--broker", `aws=${sqs.url}`, "--broker", "stream=kafka://user:hunter2@kafka.internal:9092"],
      ]);
      await use(umbel);
      await umbel.stop();
      await sqs.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: async ({ umbel }, use) => use(umbel.url),
});

test("on SQS the overview shows the queues, and says why there is nothing else", async ({ page }) => {
  await openLive(page, "/");
  const main = page.getByRole("main");
  await expect(main).toContainText("Workers and tasks are not visible on this broker");
  const cells = main.locator("[data-queue=invoices]").getByRole("cell");
  await expect(cells.nth(1)).toHaveText("2");
  await expect(main.getByRole("columnheader", { name: "In flight" })).toBeVisible();
  await expect(cells.nth(4)).toHaveText("1");
  await expect(main).not.toContainText("celery -A");
  expect(await seriousViolations(page)).toEqual([]);
});

test("on SQS the lists of tasks and workers say why they stay empty", async ({ page }) => {
  await openLive(page, "/tasks");
  await expect(page.getByRole("main")).toContainText("Tasks are not visible on this broker");
  await expect(page.getByRole("button", { name: /Enable events/ })).toHaveCount(0);
  await openLive(page, "/workers");
  await expect(page.getByRole("main")).toContainText("Workers are not visible on this broker");
});

test("a broker that cannot be watched has one page everywhere: what is missing, why, and what to do", async ({
  page,
}) => {
  for (const path of ["/c/stream", "/c/stream/tasks", "/c/stream/workers/celery%40a"]) {
    await page.goto(path);
    await expect(heading(page, "This broker cannot be watched")).toBeVisible();
  }
  const main = page.getByRole("main");
  await expect(main).toContainText("Kafka has no fan-out");
  await expect(main).toContainText("Move the application's broker_url to Redis");
  await expect(main).not.toContainText("hunter2");
  await expect(main).toContainText("amqp://user:password@host:5672/vhost");
  // It is not tried again, and nothing says that it is.
  await expect(page.getByText("Trying again")).toHaveCount(0);
  await expect(connection(page)).toHaveAttribute("data-connection", "stale");
  expect(await seriousViolations(page)).toEqual([]);
});
