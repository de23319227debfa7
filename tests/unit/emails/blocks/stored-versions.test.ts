import { describe, expect, test } from "vitest";
import * as z from "zod";
import { allBlocks } from "@/emails/blocks/all-blocks";
import { listBlocks, readDocument, storeDocument } from "@/emails/blocks/document";
import { compileContent } from "@/lib/content/compile";
import { composedKey } from "@/lib/domain/template-catalog";
import version1 from "@/tests/fixtures/blocks/version-1.json";
import { mailToCompile } from "@/tests/support/mail-to-compile";

// Documents as each version stored them. A file is never changed: what it holds lies in databases.
const stored = { 1: version1 } as const;
const newest = version1;

const storedBlocks = z.object({ blocks: z.array(z.object({ type: z.string(), v: z.number() })) });

describe.each(Object.entries(stored))("documents of version %s", (version, document) => {
  test("hold a sample of every block that had that version", () => {
    const types = storedBlocks.parse(document).blocks.map(({ type }) => type);
    const wanted = allBlocks.filter(({ upgrades }) => upgrades.length + 1 >= Number(version));
    expect(types.toSorted()).toEqual(wanted.map(({ type }) => type).toSorted());
  });

  test("are read and can be sent", async () => {
    const read = readDocument(document);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(listBlocks(read.document.blocks).length).toBeGreaterThanOrEqual(document.blocks.length);
    const mail = mailToCompile({ templateKey: composedKey, content: document });
    expect(await compileContent(mail)).toMatchObject({ ok: true });
  });

  test("are stored again in the newest version of each block", () => {
    const read = readDocument(document);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const again = storedBlocks.parse(storeDocument(read.document));
    for (const { type, v } of again.blocks) {
      expect(v).toBe((allBlocks.find((block) => block.type === type)?.upgrades.length ?? 0) + 1);
    }
    expect(readDocument(storeDocument(read.document))).toEqual(read);
  });
});

describe("a document of the newest versions", () => {
  test("loses nothing between reading and storing", () => {
    const read = readDocument(newest);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(storeDocument(read.document)).toEqual(newest);
  });
});
