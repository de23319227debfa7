import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { contacts, properties, segments } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { imports } from "@/db/schema/imports";
import { auditLog } from "@/db/schema/users";
import { getCampaign } from "@/lib/campaigns";
import { compileCampaign } from "@/lib/campaign-content";
import { readContactForm } from "@/lib/contact-form";
import { personalise } from "@/lib/content/personalise";
import { inertUrls } from "@/lib/public/recipient-urls";
import { sampleLetter } from "@/lib/domain/template-samples";
import { countChoices, saveChoices } from "@/lib/property-choices";
import { mapPropertyUsage } from "@/lib/property-usage";
import {
  createProperty,
  listProperties,
  renameProperty,
  setPropertyArchived,
} from "@/lib/properties";
import {
  createContact,
  createDraft,
  createSegment,
  finishSetup,
} from "@/tests/support/campaign-factory";

const by = { userId: 1 };

beforeEach(async () => {
  for (const table of [campaigns, segments, contacts, properties, imports, auditLog]) {
    await db.delete(table);
  }
});

async function grade(): Promise<number> {
  const made = await createProperty(
    { label: "등급", key: "grade", type: "choice", choices: ["골드", "실버"] },
    by,
  );
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}

async function letter(body: string): Promise<number> {
  const draft = await createDraft({
    kind: "information",
    templateKey: "letter",
    content: { ...sampleLetter(), body },
  });
  return draft.id;
}

describe("declaring", () => {
  test("a choice needs choices, and each of them once", async () => {
    const make = (choices: string[]) =>
      createProperty({ label: "등급", type: "choice", choices }, by);
    expect(await make([])).toEqual({ ok: false, reason: "bad_choices", problem: "empty" });
    expect(await make(["a", "A"])).toEqual({ ok: false, reason: "bad_choices", problem: "twice" });
    expect(await make(["a", "b"])).toMatchObject({ ok: true });
  });

  test("choices of another type are forgotten", async () => {
    await createProperty({ label: "메모", type: "text", choices: ["a"] }, by);
    expect(await listProperties()).toMatchObject([{ type: "text", choices: [] }]);
  });
});

describe("renaming", () => {
  test("a label changes nothing that names the property by its key", async () => {
    const id = await grade();
    await createSegment("골드만", {
      match: "all",
      rules: [
        { field: "property", key: "grade", type: "choice", test: { op: "is", value: "골드" } },
      ],
    });
    expect(await renameProperty(id, { label: "회원 등급", userId: 1 })).toBe(true);
    expect(await listProperties()).toMatchObject([{ key: "grade", label: "회원 등급" }]);
    const [entry] = await db.select().from(auditLog).where(eq(auditLog.action, "property.rename"));
    expect(entry?.details).toEqual({ key: "grade", label: "회원 등급" });
  });

  test("a choice keeps its people, and the mail prints the new label", async () => {
    await finishSetup();
    const id = await grade();
    await createContact({ properties: { grade: "골드" } });
    const campaign = await letter("{{ grade }} 고객님");
    await saveChoices(id, {
      edits: [
        { key: "실버", label: "실버" },
        { key: "골드", label: "VIP" },
      ],
      userId: 1,
    });
    expect(await countChoices("grade")).toEqual(new Map([["골드", 1]]));
    const compiled = await compileCampaign(await getCampaign(campaign));
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const mail = personalise(compiled.compiled, { data: { grade: "골드" }, urls: inertUrls([]) });
    expect(mail.text).toContain("VIP 고객님");
    expect(mail.text).not.toContain("골드");
  });
});

describe("a contact's form", () => {
  const form = { email: "a@b.kr", name: "", firstName: "", lastName: "", phone: "" };

  test("reads a choice by its label and a list by its commas", async () => {
    await grade();
    await createProperty({ label: "관심", key: "interests", type: "list" }, by);
    const read = await readContactForm({
      ...form,
      "property-grade": "실버",
      "property-interests": "여행, 커피",
    });
    expect(read).toMatchObject({
      ok: true,
      contact: { properties: { grade: "실버", interests: ["여행", "커피"] } },
    });
  });

  test("refuses a word that is no choice, at its field", async () => {
    await grade();
    expect(await readContactForm({ ...form, "property-grade": "동" })).toEqual({
      ok: false,
      wrong: [{ field: "property-grade", problem: "badChoice" }],
    });
  });
});

describe("where a property is used", () => {
  test("segments, drafts and waiting imports are told with their names", async () => {
    await grade();
    await createProperty({ label: "도시", key: "city", type: "text" }, by);
    const segment = await createSegment("골드만", {
      match: "any",
      rules: [
        {
          match: "all",
          rules: [
            { field: "property", key: "grade", type: "choice", test: { op: "is", value: "골드" } },
          ],
        },
      ],
    });
    const draft = await letter('{% if grade == "골드" %}축하해요{% endif %} "city"');
    const [waiting] = await db
      .insert(imports)
      .values({
        fileName: "고객.csv",
        fileBytes: 1,
        options: { columns: [{ to: "property", key: "city" }, { to: "email" }] },
      })
      .returning();
    const usage = await mapPropertyUsage(["grade", "city", "points"]);
    expect(usage.get("grade")).toMatchObject({
      segments: [{ id: segment, name: "골드만" }],
      campaigns: [{ id: draft }],
      imports: [],
    });
    expect(usage.get("city")).toEqual({
      segments: [],
      campaigns: [],
      imports: [{ id: waiting?.id, name: "고객.csv" }],
    });
    expect(usage.has("points")).toBe(false);
  });

  test("a retired property leaves the pickers, keeps its values and its drafts, and comes back", async () => {
    await finishSetup();
    const id = await grade();
    const contact = await createContact({ properties: { grade: "골드" } });
    const draft = await letter("{{ grade | fallback: '' }}");
    expect(await setPropertyArchived(id, { archived: true, userId: 1 })).toBe(true);
    expect(await listProperties()).toEqual([]);
    const [row] = await db.select().from(contacts).where(eq(contacts.id, contact));
    expect(row?.properties).toEqual({ grade: "골드" });
    expect(await compileCampaign(await getCampaign(draft))).toMatchObject({ ok: true });
    expect(await setPropertyArchived(id, { archived: false, userId: 1 })).toBe(true);
    expect(await listProperties()).toMatchObject([{ key: "grade" }]);
  });
});
