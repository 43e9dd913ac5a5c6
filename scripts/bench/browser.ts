// A real browser on a page of Umbel, as the benchmarks look at it: frames drawn, memory held.
import { type CDPSession, chromium, type Page } from "playwright";

export interface WatchedPage {
  readonly page: Page;
  /** Milliseconds between drawn frames over so many seconds. */
  frames(seconds: number): Promise<readonly number[]>;
  /** JavaScript memory in use after a collection, MB. */
  heapMb(): Promise<number>;
  close(): Promise<void>;
}

/** Opens the address and waits until its picture is live. */
export async function watchInBrowser(url: string): Promise<WatchedPage> {
  const executablePath = process.env.UMBEL_TEST_CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const session: CDPSession = await page.context().newCDPSession(page);
  await page.goto(url);
  await page.getByText("Live", { exact: false }).first().waitFor();
  return {
    page,
    frames: (seconds) => page.evaluate<number[]>(countFrames(seconds)),
    heapMb: async () => {
      await session.send("HeapProfiler.collectGarbage");
      return (await page.evaluate<number>("performance.memory.usedJSHeapSize")) / 1e6;
    },
    close: () => browser.close(),
  };
}

/** Runs in the page, as text because this project compiles without the DOM. */
function countFrames(seconds: number): string {
  return `new Promise((resolve) => {
    const gaps = [];
    let last = performance.now();
    const end = last + ${seconds * 1000};
    const next = (now) => {
      gaps.push(now - last);
      last = now;
      if (now < end) requestAnimationFrame(next);
      else resolve(gaps);
    };
    requestAnimationFrame(next);
  })`;
}
