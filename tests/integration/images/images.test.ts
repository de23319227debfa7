import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { db } from "@/db";
import { images } from "@/db/schema/images";
import { cutImage } from "@/lib/images/parts";
import { showUpload } from "@/lib/images/show-upload";
import { receiveImage, requeueStaleImages } from "@/lib/images/upload";
import { showImage } from "@/lib/public/image";
import { receive } from "@/tests/support/engine";
import {
  getImage,
  inPieces,
  makeImage,
  nameOf,
  servedFile,
  storageFolder,
  upload,
  workOff,
} from "@/tests/support/image-desk";
import { animation, bomb, drawing, photograph, promotion } from "@/tests/support/pictures";

test("a photograph from a telephone loses its place, stands upright and gets two widths", async () => {
  const photo = await photograph({ width: 3000, height: 2000 })
    .jpeg()
    .withExif({
      IFD0: { Make: "TestPhone" },
      IFD3: { GPSLatitude: "37/1 33/1 0/1", GPSLatitudeRef: "N" },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  expect((await sharp(photo).metadata()).exif?.includes("TestPhone")).toBe(true);

  const result = await upload(photo, "여름 휴가.JPG");
  if (!result.ok) throw new Error(result.reason);
  const before = await getImage(result.imageId);
  expect(before).toMatchObject({ state: "processing", name: "여름 휴가", url: null });
  const shown = await showUpload(result.imageId);
  const original = Buffer.from(await shown.arrayBuffer());
  expect(shown.headers.get("content-type")).toBe("image/jpeg");
  expect(shown.headers.get("content-security-policy")).toContain("sandbox");
  const { exif, orientation } = await sharp(original).metadata();
  expect(exif?.includes("TestPhone")).toBe(false);
  expect(exif?.length).toBeLessThan(60); // how it lies, and nothing else
  expect(orientation).toBe(6);

  await workOff();
  const image = await getImage(result.imageId);
  expect(image).toMatchObject({ state: "ready", width: 1200, height: 1800, isAnimated: false });
  const file = await servedFile(image);
  const metadata = await sharp(file).metadata();
  expect(metadata).toMatchObject({ format: "jpeg", width: 1200, height: 1800, space: "srgb" });
  expect([metadata.exif, metadata.icc, metadata.xmp, metadata.iptc]).toEqual(
    Array.from({ length: 4 }),
  );
  const small = await showImage(new Request("http://x/"), nameOf(image.thumbnail));
  const { width } = await sharp(Buffer.from(await small.arrayBuffer())).metadata();
  expect(width).toBe(600);
});

test("colours of a printer become those of a screen", async () => {
  const red = sharp({ create: { width: 300, height: 200, channels: 3, background: "#d02020" } });
  const printed = await red.toColourspace("cmyk").jpeg().toBuffer();
  expect((await sharp(printed).metadata()).space).toBe("cmyk");
  const file = await servedFile(await makeImage(printed));
  const { dominant } = await sharp(file).stats();
  expect((await sharp(file).metadata()).space).toBe("srgb");
  expect(dominant.r).toBeGreaterThan(170);
  expect(dominant.g).toBeLessThan(80);
});

test("what is transparent stays so, a drawing stays sharp, a photograph becomes small", async () => {
  const logo = await makeImage(
    await drawing({ width: 400, height: 100 }, { alpha: 0.4 }).png().toBuffer(),
  );
  expect(logo.url).toMatch(/\.png$/);
  expect((await sharp(await servedFile(logo)).metadata()).hasAlpha).toBe(true);
  expect([logo.width, logo.url?.split("/").at(-1)]).toEqual([400, nameOf(logo.thumbnail)]);
  const chart = await makeImage(await drawing({ width: 800, height: 300 }).png().toBuffer());
  expect(chart.url).toMatch(/\.png$/);
  const scene = await makeImage(await photograph({ width: 900, height: 700 }).png().toBuffer());
  expect(scene.url).toMatch(/\.jpg$/);
});

test("nothing is sent as WebP or AVIF, and nothing is left of an AVIF's own file", async () => {
  const webp = await makeImage(await photograph({ width: 700, height: 500 }).webp().toBuffer());
  expect((await sharp(await servedFile(webp)).metadata()).format).toBe("jpeg");
  const avif = await makeImage(
    await photograph({ width: 320, height: 200 }).avif({ effort: 0 }).toBuffer(),
  );
  expect((await sharp(await servedFile(avif)).metadata()).format).toBe("jpeg");
  const [row] = await db.select().from(images).where(eq(images.id, avif.id));
  expect(existsSync(path.join(storageFolder, "uploads", row?.sourceHash ?? ""))).toBe(false);
});

test("an animation stays one, as wide as mails are and no heavier than it may be", async () => {
  const gif = await (
    await animation({ width: 900, height: 400 }, 6)
  )
    .gif({ delay: 120 })
    .toBuffer();
  const image = await makeImage(gif, "moves.gif");
  expect(image).toMatchObject({ isAnimated: true, width: 600, state: "ready" });
  const file = await servedFile(image);
  const { pages, format, delay } = await sharp(file).metadata();
  expect([pages, format, delay?.[0]]).toEqual([6, "gif", 120]);
  expect(file.length).toBeLessThanOrEqual(2 * 1024 * 1024);
  const moving = await makeImage(
    await (await animation({ width: 200, height: 100 }, 3)).webp().toBuffer(),
  );
  expect((await sharp(await servedFile(moving)).metadata()).pages).toBe(3);
});

test("an animation that stays too heavy however small it is drawn is refused", async () => {
  const frames = await (
    await animation({ width: 600, height: 500 }, 55)
  )
    .gif({ effort: 1 })
    .toBuffer();
  expect(frames.length).toBeLessThan(20 * 1024 * 1024);
  const image = await makeImage(frames, "heavy.gif");
  expect([image.state, image.problem]).toEqual(["failed", "animation_too_large"]);
});

test("a tall promotion says where it can be cut, and its parts make up the whole", async () => {
  const bands: [number, number][] = [
    [0, 2300],
    [2400, 5100],
    [5200, 7600],
    [7700, 10_000],
  ];
  const whole = await makeImage(
    await promotion({ width: 860, height: 10_000 }, bands),
    "봄 세일.jpg",
  );
  expect(whole).toMatchObject({ state: "ready", width: 860, height: 10_000 });
  expect(whole.calm.map(([from, to]) => (from + to) / 2)).toEqual(
    bands.slice(1).map(([from]) => expect.closeTo(from - 50, -1.3)),
  );
  expect(await cutImage(whole.id, [9990], { userId: 1 })).toEqual({
    ok: false,
    reason: "bad_cuts",
  });
  expect(await cutImage(whole.id, [20_000], { userId: 1 })).toEqual({
    ok: false,
    reason: "bad_cuts",
  });

  const cut = await cutImage(whole.id, [2350, 5150, 7650], { userId: 1 });
  if (!cut.ok) throw new Error(cut.reason);
  await workOff();
  const parts = await Promise.all(cut.parts.map(({ id }) => getImage(id)));
  expect(parts.map(({ height, part }) => [height, part?.n, part?.count])).toEqual([
    [2350, 1, 4],
    [2800, 2, 4],
    [2500, 3, 4],
    [2350, 4, 4],
  ]);
  const again = await cutImage(whole.id, [2350, 5150, 7650], { userId: 1 });
  expect(again.ok && again.parts.map(({ id }) => id)).toEqual(parts.map(({ id }) => id));
  expect(await cutImage(parts[0]?.id ?? 0, [100], { userId: 1 })).toMatchObject({ ok: false });
});

const svg = Buffer.from(
  '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
);

test.each([
  ["an SVG", svg, "svg"],
  [
    "HTML that calls itself a picture",
    Buffer.from("<!doctype html><script>alert(1)</script>"),
    "not_image",
  ],
  ["an empty file", Buffer.alloc(0), "empty"],
  ["a bitmap of Windows", Buffer.from(`BM${"\0".repeat(600)}`), "unsupported"],
  ["a PDF", Buffer.from("%PDF-1.7\n".padEnd(600)), "not_image"],
  ["what only begins like a PNG", Buffer.from("\x89PNG\r\n\x1A\nnot at all", "latin1"), "broken"],
  [
    "more than may be uploaded",
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(20 * 1024 * 1024)]),
    "too_large",
  ],
])("%s is refused and nothing is kept", async (_, bytes, reason) => {
  const count = await db.$count(images);
  const files = await readdir(storageFolder, { recursive: true });
  expect(await upload(bytes, "trap.png")).toEqual({ ok: false, reason });
  expect(await db.$count(images)).toBe(count);
  expect(await readdir(storageFolder, { recursive: true })).toEqual(files);
});

test("of a file that is refused by its first bytes the rest is never read", async () => {
  let pieces = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      pieces += 1;
      yield Buffer.from("<html>".padEnd(600));
    }
  }
  expect(await receiveImage(endless(), { name: "x.png", userId: 1 })).toMatchObject({ ok: false });
  expect(pieces).toBeLessThan(3);
});

test("an upload that breaks off leaves nothing", async () => {
  const photo = await photograph({ width: 400, height: 300 }).jpeg().toBuffer();
  const short = { name: "x.jpg", userId: 1, expectedBytes: photo.length + 5 };
  expect(await receiveImage(inPieces(photo), short)).toEqual({ ok: false, reason: "broken" });
});

test("a file that unfolds to gigabytes is refused without unfolding it", async () => {
  const image = await makeImage(await bomb(29_000), "bomb.png");
  expect([image.state, image.problem]).toEqual(["failed", "too_many_pixels"]);
});

test("a photograph that breaks off in the middle is refused", async () => {
  const photo = await photograph({ width: 1200, height: 900 }).jpeg().toBuffer();
  const image = await makeImage(photo.subarray(0, photo.length / 2));
  expect([image.state, image.problem, image.url]).toEqual(["failed", "broken", null]);
});

test("an iPhone's format that this machine cannot read is said to be that", async () => {
  const heic = Buffer.concat([
    Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"),
    Buffer.alloc(2000, 7),
  ]);
  const image = await makeImage(heic, "IMG_1.HEIC");
  expect([image.state, image.problem, image.thumbnail]).toEqual(["failed", "heic", null]);
});

test("the same file twice is one image, and one that failed gets another chance", async () => {
  const photo = await photograph({ width: 500, height: 400 }).jpeg().toBuffer();
  const first = await makeImage(photo, "a.jpg");
  const second = await makeImage(photo, "b.jpg");
  expect(second.id).toBe(first.id);
  await db
    .update(images)
    .set({ state: "failed", failedReason: "engine" })
    .where(eq(images.id, first.id));
  expect(await makeImage(photo, "c.jpg")).toMatchObject({
    id: first.id,
    state: "ready",
    problem: null,
  });
});

test("a job that the queue lost is asked for again, and one that kills its process ends", async () => {
  const result = await upload(await photograph({ width: 300, height: 333 }).jpeg().toBuffer());
  if (!result.ok) throw new Error(result.reason);
  await receive("images", 1); // lost
  const old = new Date(Date.now() - 10 * 60_000);
  await db.update(images).set({ queuedAt: old, tries: 3 }).where(eq(images.id, result.imageId));
  expect(await requeueStaleImages()).toBe(1);
  expect(await requeueStaleImages()).toBe(0);
  await workOff();
  expect((await getImage(result.imageId)).problem).toBe("interrupted");
});

test("where sharp does not load, an image says so and the handler lives", async () => {
  vi.resetModules();
  vi.doMock("sharp", () => {
    throw new Error("Could not load the sharp module using the other-cpu runtime");
  });
  const { processImage } = await import("@/lib/images/process");
  const result = await upload(await photograph({ width: 250, height: 200 }).jpeg().toBuffer());
  if (!result.ok) throw new Error(result.reason);
  await processImage(result.imageId);
  vi.doUnmock("sharp");
  expect(await getImage(result.imageId)).toMatchObject({ state: "failed", problem: "engine" });
});

test("files are for whoever runs this only, and nothing half-written stays", async () => {
  const folder = path.join(storageFolder, "images");
  const names = await readdir(folder);
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => name.endsWith(".part"))).toEqual([]);
  const modes = await Promise.all(
    names.map(async (name) => (await stat(path.join(folder, name))).mode),
  );
  expect(modes.filter((mode) => (mode & 0o077) !== 0)).toEqual([]);
});
