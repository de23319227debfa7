import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type BrowserContext, type Page } from "@playwright/test";
import type { FaultRule } from "@/local/ses/faults";
import { openInbox, type Inbox } from "./inbox";
import {
  administrator,
  makeDataFolder,
  removeDataFolder,
  startSystem,
  type System,
} from "./system";

export { expect } from "@playwright/test";

const faultToken = "e2e";

type Fixtures = {
  /**
   * Signs in as the administrator without the form (which has its own test), answers the first-run
   * questions where they are still open, and ends on the overview.
   */
  signIn: () => Promise<void>;
  inbox: Inbox;
  /** Makes the local SES misbehave from now on; none ends it. A test ends without any. */
  setFaults: (rules: FaultRule[]) => Promise<void>;
  /** Fails when axe finds anything on the page as it is now. */
  expectAccessible: (page?: Page) => Promise<void>;
  /** Messages of the browser's console that a test provokes on purpose. */
  expectedConsole: RegExp[];
  failOnConsole: void;
};

type WorkerFixtures = {
  system: System;
  /** Settings of a file's own system; a file that names some gets one to itself. */
  systemSettings: Record<string, string>;
};

/** Playwright's own script, kept out of the sandboxed frames that show mails. */
const automation =
  /^Blocked script execution in '(about:srcdoc|http:\/\/[^'/]+\/campaigns\/\d+\/report\/recipients\/\d+\/mail)'/;

export const test = base.extend<Fixtures, WorkerFixtures>({
  systemSettings: [{}, { option: true, scope: "worker" }],

  system: [
    async ({ browserName, systemSettings }, use) => {
      const system = await startSystem({
        dataFolder: makeDataFolder(browserName),
        settings: { SES_FAULT_TOKEN: faultToken, ...systemSettings },
      });
      await use(system);
      await system.stop();
      removeDataFolder(system.dataFolder);
    },
    { scope: "worker", timeout: 300_000 },
  ],

  baseURL: async ({ system }, use) => use(system.url),

  /** Nobody can press anything before React answers: opening a page waits for that. */
  page: async ({ page }, use) => {
    const goto = page.goto.bind(page);
    const reload = page.reload.bind(page);
    page.goto = async (...args) => await whenAlive(page, await goto(...args));
    page.reload = async (...args) => await whenAlive(page, await reload(...args));
    await use(page);
  },

  inbox: async ({ system }, use) => use(openInbox(system.inboxUrl)),

  setFaults: async ({ system }, use) => {
    const setFaults = async (rules: FaultRule[]) => {
      const response = await fetch(new URL("/faults", system.inboxUrl), {
        method: "POST",
        headers: { authorization: `Bearer ${faultToken}`, "content-type": "application/json" },
        body: JSON.stringify({ rules }),
      });
      if (!response.ok) throw new Error(await response.text());
    };
    await use(setFaults);
    await setFaults([]);
  },

  signIn: async ({ page, system }, use) =>
    use(async () => {
      await signInAs(page.context(), system.url, administrator);
      await page.goto("/");
      if (new URL(page.url()).pathname === "/setup") await answerFirstRun(page);
    }),

  expectAccessible: async ({ page }, use) => use((of = page) => findNothingWithAxe(of)),

  expectedConsole: [[], { option: true }],

  failOnConsole: [
    async ({ context, expectedConsole }, use) => {
      const said: string[] = [];
      const note = (text: string) => {
        if (automation.test(text)) return;
        if (!expectedConsole.some((pattern) => pattern.test(text))) said.push(text);
      };
      context.on("console", (message) => {
        if (message.type() === "error") note(`${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (error) => note(String(error.error())));
      await use();
      expect(said, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

/** Passes on what came back once the page's heading is there and React has taken it over. */
async function whenAlive<T>(page: Page, response: T): Promise<T> {
  await page.waitForFunction(() => {
    const content = document.querySelector("#content");
    if (!content) return true; // a page without the shell
    const heading = content.querySelector("h1");
    return heading !== null && Object.keys(heading).some((key) => key.startsWith("__reactFiber"));
  });
  return response;
}

/** Gets a session for this browser as the form would, and leaves its cookies there. */
export async function signInAs(
  context: BrowserContext,
  url: string,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const answer = await context.request.get(`${url}/api/auth/csrf`);
  const { csrfToken }: { csrfToken: string } = await answer.json();
  const response = await context.request.post(`${url}/api/auth/callback/credentials`, {
    headers: { origin: url },
    form: { csrfToken, email, password, callbackUrl: url, json: "true" },
  });
  expect(response.ok(), `sign-in of ${email}: ${response.status()}`).toBe(true);
}

async function answerFirstRun(page: Page): Promise<void> {
  await page.locator("input[name=name]").fill("테스트 상점");
  await page.locator("button[type=submit]").click();
  await page.waitForURL((url) => url.pathname === "/");
}

async function findNothingWithAxe(page: Page): Promise<void> {
  await expect(page).toHaveTitle(/./); // the title of a page is streamed after its body
  // Sandboxed frames show mails: nothing may run in them, axe neither.
  const { violations } = await new AxeBuilder({ page }).exclude("iframe[sandbox]").analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
  }));
  expect(found, `axe on ${page.url()}`).toEqual([]);
}
