import { existsSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { images } from "@/db/schema/images";
import type { ImageItem } from "@/lib/domain/image-item";
import { editImage, findImage, listImages } from "@/lib/images/images";
import { removeImage } from "@/lib/images/remove";
import { findImageUses } from "@/lib/images/uses";
import { showImage } from "@/lib/public/image";
import { getImage, makeImage, nameOf, servedFile, storageFolder } from "@/tests/support/image-desk";
import { photograph } from "@/tests/support/pictures";

test("names and words are found in any order, and percent signs are only that", async () => {
  const image = await makeImage(
    await photograph({ width: 210, height: 200 }).jpeg().toBuffer(),
    "100%_린넨.jpg",
  );
  await editImage(image.id, { alt: "  햇살 아래   린넨 셔츠 " });
  expect((await getImage(image.id)).alt).toBe("햇살 아래 린넨 셔츠");
  const find = async (search: string) => (await listImages({ search })).images.map(({ id }) => id);
  expect(await find("셔츠 100%")).toEqual([image.id]);
  expect(await find("100__")).toEqual([]);
  expect((await listImages({ before: image.id })).images.map(({ id }) => id)).not.toContain(
    image.id,
  );
});

async function makeCampaign(image: ImageItem, status: "draft" | "scheduled" | "completed") {
  const content = { heroImageUrl: image.url };
  const [row] = await db
    .insert(campaigns)
    .values({ brandId: 1, name: `with a picture, ${status}`, status, content })
    .returning({ id: campaigns.id });
  return row?.id ?? 0;
}

test("an image of a scheduled campaign stays; of a sent one its file does", async () => {
  const image = await makeImage(await photograph({ width: 222, height: 200 }).jpeg().toBuffer());
  const id = await makeCampaign(image, "scheduled");
  expect(await removeImage(image.id, { userId: 1 })).toMatchObject({
    ok: false,
    reason: "in_use",
    campaigns: [{ id }],
  });
  expect(await findImageUses([nameOf(image.url)])).toMatchObject({ count: 1, campaigns: [{ id }] });
  await db.update(campaigns).set({ status: "completed" }).where(eq(campaigns.id, id));
  expect(await removeImage(image.id, { userId: 1 })).toEqual({ ok: true, keepsFiles: true });
  expect(await findImage(image.id)).toBeUndefined();
  await servedFile(image);
});

test("an image that no mail has is gone with its files", async () => {
  const photo = await photograph({ width: 233, height: 200 }).jpeg().toBuffer();
  const image = await makeImage(photo);
  const [row] = await db.select().from(images).where(eq(images.id, image.id));
  expect(await removeImage(image.id, { userId: 1 })).toEqual({ ok: true, keepsFiles: false });
  const gone = await showImage(new Request("http://x/"), nameOf(image.url));
  expect([gone.status, gone.headers.get("cache-control")]).toEqual([404, "no-store"]);
  expect(existsSync(path.join(storageFolder, "uploads", row?.sourceHash ?? ""))).toBe(false);
  expect((await makeImage(photo)).id).not.toBe(image.id);
});

test("the public address gives pictures only, cached for ever, and nothing beside them", async () => {
  const image = await makeImage(await photograph({ width: 240, height: 200 }).jpeg().toBuffer());
  const name = nameOf(image.url);
  const response = await showImage(new Request("http://x/"), name);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "cache-control": "public, max-age=31536000, immutable",
    "content-type": "image/jpeg",
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringContaining("sandbox"),
    "cross-origin-resource-policy": "cross-origin",
  });
  const etag = response.headers.get("etag") ?? "";
  const same = await showImage(
    new Request("http://x/", { headers: { "if-none-match": etag } }),
    name,
  );
  expect(same.status).toBe(304);
  const [row] = await db.select().from(images).where(eq(images.id, image.id));
  const wrong = [
    `../uploads/${row?.sourceHash}`,
    row?.sourceHash ?? "",
    `${name}/..`,
    "x.jpg",
    `${name}\0`,
  ];
  for (const other of wrong) {
    expect((await showImage(new Request("http://x/"), other)).status).toBe(404);
  }
});
