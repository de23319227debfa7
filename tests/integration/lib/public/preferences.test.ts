import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { contacts, subscriptions, suppressions, topics } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { organization } from "@/db/schema/organization";
import { recipients } from "@/db/schema/recipients";
import { rateLimits } from "@/db/schema/users";
import { signLinkTokens } from "@/lib/domain/link-token";
import { savePreferences, showPreferences } from "@/lib/public/preferences";
import { request, sendMail, stateOf, type SentMail } from "@/tests/support/sent-mail";

let mail: SentMail;
let n = 0;
const secret = process.env["APP_SECRET"] ?? "";

beforeEach(async () => {
  await db
    .delete(topics)
    .where(eq(topics.isPublic, true))
    .catch(() => undefined);
  mail = await sendMail();
  n = mail.n;
});

const look = (token = mail.token("unsubscribe"), init: RequestInit = {}) =>
  showPreferences(request(`/u/${token}`, init), token);

function post(body: BodyInit, { token = mail.token("unsubscribe"), headers = {} } = {}) {
  const init = { method: "POST", body, headers: { "user-agent": "Test/1", ...headers } };
  return savePreferences(request(`/u/${token}`, init), token);
}

const form = (fields: Record<string, string | string[]>) => {
  const values = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  return new URLSearchParams(values);
};

const state = () => stateOf(mail);

describe("looking at the unsubscribe page", () => {
  test("shows the masked address and the public topics, and changes nothing", async () => {
    const before = await state();
    const response = await look();
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain("k***@example.com");
    expect(page).not.toContain(mail.email);
    expect(page).toContain(`News ${n}`);
    expect(page).toContain(`Sale ${n}`);
    expect(page).not.toContain(`Secret ${n}`);
    await look(mail.token("unsubscribe"), { method: "HEAD" });
    expect(await state()).toEqual(before);
  });

  test("needs no script, sets no cookie and stays in no cache", async () => {
    const response = await look();
    const { headers } = response;
    const style = /<style>([^]*?)<\/style>/.exec(await response.text())?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(headers.get("set-cookie")).toBeNull();
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-robots-tag")).toContain("noindex");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none';");
    expect(policy).toContain(`style-src 'sha256-${hash}';`);
  });

  test("speaks the contact's language, then the organisation's, and the one picked", async () => {
    expect(await (await look()).text()).toContain('<html lang="ko">');
    const english = await sendMail({ locale: "en" });
    expect(await (await look(english.token("unsubscribe"))).text()).toContain('<html lang="en">');
    const token = mail.token("unsubscribe");
    const picked = await showPreferences(request(`/u/${token}?lang=en`), token);
    expect(await picked.text()).toContain('<html lang="en">');
  });

  test("shows the mail's own topic even when it is private", async () => {
    await db
      .update(campaigns)
      .set({ topicId: mail.hidden })
      .where(eq(campaigns.id, mail.campaignId));
    const token = signLinkTokens({ ...mail, topicId: mail.hidden }, secret).unsubscribe;
    expect(await (await look(token)).text()).toContain(`Secret ${n}`);
  });

  test("shows a private topic that the person is in, and nobody else's", async () => {
    await db
      .insert(subscriptions)
      .values({ contactId: mail.contactId, topicId: mail.hidden, status: "subscribed" });
    expect(await (await look()).text()).toContain(`Secret ${n}`);
    const other = await sendMail();
    expect(await (await look(other.token("unsubscribe"))).text()).not.toContain(`Secret ${n}`);
  });

  test("tells that notices come without an answer, but ticks no box for it", async () => {
    await db.update(topics).set({ includesUnanswered: true }).where(eq(topics.id, mail.sale));
    await db.delete(subscriptions).where(eq(subscriptions.topicId, mail.sale));
    const page = await (await look()).text();
    expect(page).toContain("안내 메일은 지금 받고 있어요");
    const box = new RegExp(`value="${mail.sale}"[^>]*>`).exec(page)?.[0];
    expect(box).not.toContain("checked");
    await post(form({ do: "save", topic: [String(mail.news)] }));
    expect((await state()).subscribed).toEqual([mail.news]);
  });

  test("escapes what people wrote", async () => {
    await db.update(topics).set({ name: "<script>x</script>" }).where(eq(topics.id, mail.news));
    await db.update(organization).set({ name: `A & "B"` });
    const page = await (await look()).text();
    expect(page).not.toContain("<script>");
    expect(page).toContain("&lt;script&gt;");
    expect(page).toContain("A &amp; &quot;B&quot;");
  });
});

describe("one-click", () => {
  const multipart = () => {
    const data = new FormData();
    data.set("List-Unsubscribe", "One-Click");
    return data;
  };

  test.each([
    ["form-urlencoded", () => form({ "List-Unsubscribe": "One-Click" })],
    ["multipart", multipart],
  ])("in %s unsubscribes from the mail's topic and answers a bare 200", async (_name, body) => {
    const response = await post(body());
    expect(response.status).toBe(200);
    expect(response.redirected).toBe(false);
    expect(response.headers.get("location")).toBeNull();
    expect(response.headers.get("set-cookie")).toBeNull();
    const after = await state();
    expect(after.subscribed).toEqual([mail.sale]);
    expect(after.isSuppressed).toBe(false);
    expect(after.recipient?.unsubscribedAt).toBeInstanceOf(Date);
    expect(after.events.map((event) => event.type)).toEqual(["unsubscribe"]);
    expect(after.consents).toEqual([
      expect.objectContaining({
        contactId: mail.contactId,
        topicId: mail.news,
        action: "withdrawn",
        source: "one_click",
        campaignId: mail.campaignId,
        recipientId: mail.recipientId,
        userAgent: "Test/1",
      }),
    ]);
  });

  test("sent as the bytes that mail programs send is understood without a type", async () => {
    await post("List-Unsubscribe=One-Click\r\n", { headers: { "content-type": "" } });
    expect((await state()).subscribed).toEqual([mail.sale]);
  });

  test("of a mail without a topic unsubscribes from everything", async () => {
    mail = await sendMail({ hasTopic: false });
    await post(form({ "List-Unsubscribe": "One-Click" }));
    const after = await state();
    expect(after.isSuppressed).toBe(true);
    expect(after.subscribed).toEqual([]);
  });

  test("can be repeated: one proof, one event, the first time kept", async () => {
    await post(form({ "List-Unsubscribe": "One-Click" }));
    const first = await state();
    const again = await Promise.all(
      [1, 2, 3].map(() => post(form({ "List-Unsubscribe": "One-Click" }))),
    );
    expect(again.map((response) => response.status)).toEqual([200, 200, 200]);
    expect(await state()).toEqual(first);
  });

  test.each([
    ["another value", form({ "List-Unsubscribe": "Two-Click" })],
    ["more fields", form({ "List-Unsubscribe": "One-Click", x: "1" })],
    ["nothing", ""],
    ["too much", "x".repeat(20_000)],
  ])("with %s in the body changes nothing", async (_name, body) => {
    const before = await state();
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await state()).toEqual(before);
  });

  test("in a broken multipart body changes nothing", async () => {
    const before = await state();
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    expect((await post("--y\r\nbroken", { headers })).status).toBe(400);
    expect(await state()).toEqual(before);
  });
});

describe("saving preferences", () => {
  test("switches each topic as ticked and leaves proof of the changes only", async () => {
    const response = await post(form({ do: "save", topic: [String(mail.news)] }));
    const page = await response.text();
    expect(page).toContain(`Sale ${n}`);
    const after = await state();
    expect(after.subscribed).toEqual([mail.news]);
    expect(after.consents.map(({ topicId, action }) => ({ topicId, action }))).toEqual([
      { topicId: mail.sale, action: "withdrawn" },
    ]);
  });

  test("with all ticked refuses everything, whatever else is ticked", async () => {
    await post(form({ do: "save", topic: [String(mail.news)], all: "1" }));
    const after = await state();
    expect(after).toMatchObject({ subscribed: [], isSuppressed: true });
    expect(after.recipient?.unsubscribedAt).toBeInstanceOf(Date);
  });

  test("after refusing everything a ticked topic brings the person back", async () => {
    await post(form({ do: "save", all: "1" }));
    await post(form({ do: "save", topic: [String(mail.sale)] }));
    expect(await state()).toMatchObject({ subscribed: [mail.sale], isSuppressed: false });
  });

  test("cannot subscribe to a private topic that the mail was not about", async () => {
    await post(form({ do: "save", topic: [String(mail.hidden), String(mail.news)] }));
    await post(form({ do: "undo", on: [String(mail.hidden)] }));
    expect((await state()).subscribed).toEqual([mail.news]);
  });

  test("leaves a bounce in place", async () => {
    await db
      .insert(suppressions)
      .values({ emailNormalized: mail.email, reason: "bounce", source: "ses" });
    await post(form({ do: "save", all: "1" }));
    await post(form({ do: "save", topic: [String(mail.sale)] }));
    const left = await db
      .select()
      .from(suppressions)
      .where(eq(suppressions.emailNormalized, mail.email));
    expect(left.map((row) => row.reason)).toEqual(["bounce"]);
  });

  test("is limited per link, and says when to try again", async () => {
    const token = mail.token("unsubscribe");
    for (let i = 0; i < 60; i += 1)
      await post(form({ do: "save", topic: [String(mail.news)] }), { token });
    expect((await post(form({ do: "topic" }), { token })).status).toBe(429);
    await db.delete(rateLimits);
  });
});

describe("undo", () => {
  /** Posts what the undo button of the page would. */
  async function undo(page: string) {
    const fields = [...page.matchAll(/<input type="hidden" name="(\w+)" value="(\w+)"/g)];
    const body = new URLSearchParams(fields.map(([, name = "", value = ""]) => [name, value]));
    body.set("do", "undo");
    return post(body);
  }

  test("of one topic subscribes again, with proof", async () => {
    const page = await (await post(form({ do: "topic" }))).text();
    expect((await state()).subscribed).toEqual([mail.sale]);
    await undo(page);
    const after = await state();
    expect(after.subscribed).toEqual([mail.news, mail.sale]);
    expect(after.consents.map(({ action, source }) => [action, source])).toEqual([
      ["withdrawn", "preference_page"],
      ["granted", "undo"],
    ]);
  });

  test("of everything restores exactly the topics that were on", async () => {
    await post(form({ do: "save", topic: [String(mail.sale)] }));
    const page = await (await post(form({ do: "save", all: "1" }))).text();
    await undo(page);
    expect(await state()).toMatchObject({ subscribed: [mail.sale], isSuppressed: false });
  });

  test("of coming back refuses everything again", async () => {
    await post(form({ do: "save", all: "1" }));
    const page = await (await post(form({ do: "save", topic: [String(mail.sale)] }))).text();
    await undo(page);
    expect(await state()).toMatchObject({ subscribed: [], isSuppressed: true });
  });
});

describe("links that are not ours, or no longer anybody's", () => {
  test("get a calm page that says nothing, whatever is done with them", async () => {
    const good = mail.token("unsubscribe");
    const foreign = signLinkTokens(mail, "another installation").unsubscribe;
    const wrong = [
      good.slice(0, -3),
      `${good}x`,
      "nonsense",
      "",
      foreign,
      mail.token("click"),
      mail.token("open"),
    ];
    const before = await state();
    const pages = new Set<string>();
    for (const token of wrong) {
      for (const response of [await look(token), await post(form({ do: "topic" }), { token })]) {
        expect(response.status).toBe(404);
        pages.add(await response.text());
      }
    }
    expect(pages.size).toBe(1);
    expect([...pages][0]).not.toContain("example.com");
    expect(await state()).toEqual(before);
  });

  test("of test mails say so", async () => {
    const response = await look("test");
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("시험용 메일");
  });

  test("still unsubscribe the address when the contact is gone", async () => {
    await db.delete(contacts).where(eq(contacts.id, mail.contactId));
    await db.update(recipients).set({ contactId: null }).where(eq(recipients.id, mail.recipientId));
    expect((await look()).status).toBe(200);
    expect((await post(form({ "List-Unsubscribe": "One-Click" }))).status).toBe(200);
    expect((await state()).isSuppressed).toBe(true);
  });

  test("still work when the ledger's row is archived", async () => {
    await db.delete(recipients).where(eq(recipients.id, mail.recipientId));
    expect(await (await look()).text()).toContain("k***@example.com");
    await post(form({ "List-Unsubscribe": "One-Click" }));
    expect((await state()).subscribed).toEqual([mail.sale]);
  });

  test("of erased people answer calmly", async () => {
    await db.delete(contacts).where(eq(contacts.id, mail.contactId));
    await db
      .update(recipients)
      .set({ contactId: null, email: "", emailNormalized: "" })
      .where(eq(recipients.id, mail.recipientId));
    expect((await look()).status).toBe(200);
    expect((await post(form({ "List-Unsubscribe": "One-Click" }))).status).toBe(200);
    expect((await post(form({ do: "topic" }))).status).toBe(200);
    expect(await db.$count(suppressions, eq(suppressions.emailNormalized, ""))).toBe(0);
  });
});
