import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { recipients } from "@/db/schema/recipients";
import { findStats, recountCampaign, recountStats } from "@/lib/delivery/stats";
import { followLink } from "@/lib/public/click";
import { showPixel } from "@/lib/public/open";
import { showWebCopy } from "@/lib/public/web-copy";
import { request, sendMail, stateOf, type SentMail } from "@/tests/support/sent-mail";

let mail: SentMail;

beforeEach(async () => {
  mail = await sendMail();
});

const state = () => stateOf(mail);

describe("a click", () => {
  const click = (
    link: string,
    { token = mail.token("click"), ...init }: RequestInit & { token?: string } = {},
  ) => followLink(request(`/c/${token}/${link}`, init), token, link);

  test("leads to the mail's own destination and is recorded", async () => {
    const headers = { "x-forwarded-for": "203.0.113.77", "user-agent": "Safari\u0000" };
    const response = await click("0", { headers: { ...headers, "user-agent": "Safari" } });
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe("https://shop.example/sale?a=1");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    await click("1");
    const { recipient, events } = await state();
    expect(recipient).toMatchObject({ clickCount: 2, clickedAt: expect.any(Date) });
    expect(events[0]).toMatchObject({
      type: "click",
      payload: {
        link: 0,
        url: "https://shop.example/sale?a=1",
        ip: "203.0.113.0",
        userAgent: "Safari",
      },
    });
  });

  test("fills in what belongs to the recipient", async () => {
    const response = await click("1");
    expect(decodeURI(response.headers.get("location") ?? "")).toBe("https://shop.example/김민준");
  });

  test("is not counted for HEAD and for fetching ahead", async () => {
    expect((await click("0", { method: "HEAD" })).status).toBe(302);
    expect((await click("0", { headers: { "sec-purpose": "prefetch;prerender" } })).status).toBe(
      302,
    );
    expect((await state()).recipient?.clickCount).toBe(0);
  });

  test.each(["2", "3", "9999", "-1", "0x0", "", "https://evil.example"])(
    "of link %j leads nowhere",
    async (link) => {
      const response = await click(link);
      expect(response.status).toBe(404);
      expect(response.headers.get("location")).toBeNull();
      expect((await state()).events).toEqual([]);
    },
  );

  test("with a token of another purpose leads nowhere", async () => {
    expect((await click("0", { token: mail.token("open") })).status).toBe(404);
  });

  test("still leads there when the row is archived", async () => {
    await db.delete(recipients).where(eq(recipients.id, mail.recipientId));
    expect((await click("0")).status).toBe(302);
  });
});

describe("the pixel", () => {
  test("is 43 bytes for everybody, and an open for ours", async () => {
    for (const token of [mail.token("open"), "nonsense", mail.token("click")]) {
      const response = await showPixel(request(`/o/${token}.gif`), `${token}.gif`);
      expect(response.headers.get("content-type")).toBe("image/gif");
      expect((await response.arrayBuffer()).byteLength).toBe(43);
    }
    const { recipient, events } = await state();
    expect(recipient).toMatchObject({ openCount: 1, openedAt: expect.any(Date) });
    expect(events.map((event) => event.type)).toEqual(["open"]);
  });

  test("keeps the first time and counts the rest, up to a bound", async () => {
    const token = mail.token("open");
    const open = () => showPixel(request(`/o/${token}.gif`), `${token}.gif`);
    await open();
    const first = (await state()).recipient?.openedAt;
    await open();
    expect((await state()).recipient).toMatchObject({ openCount: 2, openedAt: first });
    await db.update(recipients).set({ openCount: 1000 }).where(eq(recipients.id, mail.recipientId));
    await open();
    const { recipient, events } = await state();
    expect(recipient?.openCount).toBe(1000);
    expect(events).toHaveLength(2);
  });
});

describe("the mail in the browser", () => {
  const show = (token: string) => showWebCopy(request(`/w/${token}`), token);

  test("is the recipient's own, without scripts", async () => {
    const response = await show(mail.token("web"));
    const page = await response.text();
    expect(page).toContain("<p>김민준</p>");
    expect(page).toContain(`/c/${mail.token("click")}/0`);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("sandbox");
    expect(policy).not.toContain("allow-scripts");
    expect(policy).toContain("default-src 'none'");
  });

  test("is gone when its values are erased, and nobody else's token opens it", async () => {
    await db.update(recipients).set({ mergeData: null }).where(eq(recipients.id, mail.recipientId));
    expect(await (await show(mail.token("web"))).text()).not.toContain("김민준");
    expect((await show(mail.token("unsubscribe"))).status).toBe(404);
  });
});

test("an open and a click are in the campaign's counts at the next tick", async () => {
  await db.update(recipients).set({ status: "sent" }).where(eq(recipients.id, mail.recipientId));
  await recountCampaign(mail.campaignId);
  await db.execute(
    sql`update campaign_stats set counted_at = now() - interval '1 hour', planned = 0`,
  );
  await db.execute(
    sql`update campaigns set updated_at = now() - interval '2 hours', audience_count = 0`,
  );
  expect(await recountStats()).not.toContain(mail.campaignId);
  await showPixel(request(`/o/${mail.token("open")}.gif`), `${mail.token("open")}.gif`);
  await followLink(request(`/c/${mail.token("click")}/0`), mail.token("click"), "0");
  expect(await recountStats()).toContain(mail.campaignId);
  expect(await findStats(mail.campaignId)).toMatchObject({ opened: 1, clicked: 1 });
});
