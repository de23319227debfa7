import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSes, type RunningSes } from "@/local/ses/server";
import { createSesClient, mailTo, simple } from "@/tests/support/ses-mails";

const folders: string[] = [];
let ses: RunningSes;
let client: ReturnType<typeof createSesClient>;

beforeAll(async () => {
  ses = await startSes({ maxSendRate: 10_000 });
  client = createSesClient(ses.url);
  for (let n = 1; n <= 120; n += 1)
    await client.send(
      mailTo(`c${n}@customers.test`, { Content: simple({ subject: `메일 ${n}번` }) }),
    );
});

afterAll(async () => {
  client.destroy();
  await ses.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ses-inbox-"));
  folders.push(folder);
  return folder;
}

type Answer = {
  status: number;
  body: string;
  headers: Record<string, string | string[] | undefined>;
};

/** fetch would not let us choose the Host. */
function get(
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
  url = ses.url,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}${path}`, { headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString(),
          headers: response.headers,
        }),
      );
    });
    call.on("error", reject);
    call.end();
  });
}

function subjects(body: string): string[] {
  return Array.from(body.matchAll(/<span class="what">([^<]*)</g), (match) => match[1] ?? "");
}

test("the list is paged, newest first", async () => {
  const first = await get("/");
  expect(subjects(first.body)).toHaveLength(50);
  expect(subjects(first.body)[0]).toBe("메일 120번");
  const older = /href="(\/\?before=[^"]+)"/.exec(first.body)?.[1] ?? "";
  const second = await get(older.replaceAll("&amp;", "&"));
  expect(subjects(second.body)[0]).toBe("메일 70번");
});

test("a search finds by address and by subject", async () => {
  expect(subjects((await get("/?q=c77%40")).body)).toEqual(["메일 77번"]);
  expect(subjects((await get(`/?q=${encodeURIComponent("메일 8번")}`)).body)).toEqual(["메일 8번"]);
  expect((await get("/?q=nobody", { "accept-language": "en" })).body).toContain("Nothing found");
});

test("the words follow the browser's language", async () => {
  expect((await get("/", { "accept-language": "ko-KR,ko;q=0.9,en;q=0.8" })).body).toContain(
    "로컬 받은편지함",
  );
  expect((await get("/", { "accept-language": "en-GB,en;q=0.9,ko;q=0.8" })).body).toContain(
    "Local inbox",
  );
});

test("the JSON goes on after a message id and after a time", async () => {
  const list = async (query: string): Promise<{ id: string; at: string; to: string }[]> =>
    JSON.parse((await get(`/mails?${query}`)).body);
  const all = await list("");
  expect(all).toHaveLength(120);
  expect(all[0]?.to).toBe("c1@customers.test");
  const after = await list(`after=${all[99]?.id}&limit=5`);
  expect(after.map((mail) => mail.to)).toEqual(
    [101, 102, 103, 104, 105].map((n) => `c${n}@customers.test`),
  );
  expect(await list(`after=${encodeURIComponent(all[119]?.at ?? "")}`)).toEqual([]);
  expect(await list(`after=0&to=C5@customers.test`)).toMatchObject([{ to: "c5@customers.test" }]);
  expect((await get("/mails?after=nonsense")).status).toBe(400);
  expect(JSON.parse((await get(`/mails/${all[3]?.id}`)).body)).toMatchObject({
    to: "c4@customers.test",
  });
  expect((await get("/mails/none")).status).toBe(404);
});

test("a mail cannot run scripts nor break out of its page", async () => {
  const html = "<head><title>x</title></head><script>alert(1)</script><p>hi</p>";
  const subject = '"><script>alert(2)</script>';
  const { MessageId } = await client.send(
    mailTo("evil@customers.test", { Content: simple({ html, subject }) }),
  );
  const page = await get(`/inbox/${MessageId}`);
  expect(page.body).not.toContain("<script>alert");
  expect(page.body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(page.headers["content-security-policy"]).toContain("script-src 'self'");
  const frame = await get(`/inbox/${MessageId}/html`);
  expect(frame.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(frame.headers["content-security-policy"]).toContain(
    "sandbox allow-popups allow-popups-to-escape-sandbox",
  );
  expect(frame.body).toContain('<head><base target="_blank">');
});

test.each(["evil.test", "127.0.0.1.evil.test", "localhost.evil.test:80"])(
  "a request for the host '%s' is refused",
  async (host) => {
    for (const path of ["/", "/mails", "/v2/email/account", "/faults"])
      expect((await get(path, { host })).status).toBe(403);
  },
);

test.each(["127.0.0.1:9", "localhost", "localhost:3000", "[::1]:9"])(
  "a request for the host '%s' is answered",
  async (host) => {
    const answer = await get("/", { host });
    expect(answer.status).toBe(200);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  },
);

test("only a post from its own page empties the inbox", async () => {
  const other = await startSes();
  const sender = createSesClient(other.url);
  await sender.send(mailTo("a@b.test"));
  const empty = (headers: Record<string, string>, method = "POST"): Promise<Answer> =>
    get("/inbox/empty", headers, method, other.url);
  const count = async (): Promise<number> =>
    JSON.parse((await get("/mails", {}, "GET", other.url)).body).length;
  expect((await empty({})).status).toBe(403);
  expect((await empty({ origin: "http://evil.test" })).status).toBe(403);
  expect((await empty({ "sec-fetch-site": "cross-site" })).status).toBe(403);
  await empty({ "sec-fetch-site": "same-origin" }, "GET");
  expect(await count()).toBe(1);
  expect((await empty({ "sec-fetch-site": "same-origin" })).status).toBe(303);
  expect(await count()).toBe(0);
  await sender.send(mailTo("next@b.test"));
  expect(await count()).toBe(1);
  const accepts = readFileSync(join(other.dataDir, "accepts.jsonl"), "utf8").trim().split("\n");
  expect(accepts).toHaveLength(2); // the witness forgets nothing
  sender.destroy();
  await other.close();
});

test("kill -9 loses no accepted mail, and a torn record is ignored", async () => {
  const dataDir = newFolder();
  const child = spawn(process.execPath, ["--import", "tsx", "local/ses/main.ts"], {
    env: {
      ...process.env,
      PORT: "0",
      LETTERPRESS_DATA_DIR: dataDir,
      SES_MAX_SEND_RATE: "10000",
      EVENTS_QUEUE_URL: "",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  const sender = createSesClient(/http:\S+/.exec(String(line))?.[0] ?? "");
  const acknowledged = new Set<string>();
  const sending = Array.from({ length: 8 }, async (_, lane) => {
    for (let n = 0; n < 1000; n += 1) {
      const { MessageId = "" } = await sender.send(mailTo(`k${lane}-${n}@b.test`));
      acknowledged.add(MessageId);
      if (acknowledged.size === 300) child.kill("SIGKILL");
    }
  });
  await Promise.allSettled(sending);
  sender.destroy();
  const mailsDir = join(dataDir, "ses", "mails");
  for (const name of readdirSync(mailsDir))
    appendFileSync(join(mailsDir, name), '{"messageId":"torn');
  appendFileSync(join(dataDir, "ses", "accepts.jsonl"), '{"at":"torn');

  const again = await startSes({ dataDir: join(dataDir, "ses") });
  const found: { id: string; html: string }[] = JSON.parse(
    (await get("/mails?limit=10000", {}, "GET", again.url)).body,
  );
  const logged = readFileSync(join(dataDir, "ses", "accepts.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((entry) => JSON.parse(entry).messageId);
  for (const id of acknowledged) {
    expect(found.some((mail) => mail.id === id)).toBe(true);
    expect(logged).toContain(id);
  }
  expect(new Set(logged)).toEqual(new Set(found.map((mail) => mail.id)));
  expect(logged).toHaveLength(found.length);
  expect(new Set(found.map((mail) => mail.html))).toEqual(new Set(["<p>안녕하세요</p>"]));

  const next = createSesClient(again.url);
  await next.send(mailTo("after@b.test"));
  next.destroy();
  expect(JSON.parse((await get("/mails?to=after@b.test", {}, "GET", again.url)).body)).toHaveLength(
    1,
  );
  await again.close();
});

test("the store drops its oldest mails beyond its bound", async () => {
  const small = await startSes({ maxStoredBytes: 400_000, maxSendRate: 10_000 });
  const sender = createSesClient(small.url);
  for (let n = 0; n < 60; n += 1) {
    // Random text does not compress: about 12 KB a mail on disk.
    const html = Array.from({ length: 1000 }, () => Math.random().toString(36)).join("");
    await sender.send(mailTo(`b${n}@b.test`, { Content: simple({ html }) }));
  }
  const bytes = readdirSync(join(small.dataDir, "mails"))
    .filter((name) => name.endsWith(".mails"))
    .reduce((sum, name) => sum + statSync(join(small.dataDir, "mails", name)).size, 0);
  expect(bytes).toBeLessThan(440_000);
  const left: { to: string }[] = JSON.parse((await get("/mails", {}, "GET", small.url)).body);
  expect(left.at(-1)?.to).toBe("b59@b.test");
  expect(left.length).toBeLessThan(60);
  expect(left.length).toBeGreaterThan(10);
  sender.destroy();
  await small.close();
});
