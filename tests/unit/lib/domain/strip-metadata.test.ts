import fc from "fast-check";
import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { detectImageKind } from "@/lib/domain/image-kind";
import { stripMetadata } from "@/lib/domain/strip-metadata";

const size = { width: 60, height: 40 };
const secret = "Secret-Place";

function picture(): Sharp {
  const noise = { type: "gaussian", mean: 128, sigma: 30 } as const;
  return sharp({ create: { ...size, channels: 3, background: "#345", noise } }).withExif({
    IFD0: { ImageDescription: secret, Artist: secret },
    IFD3: { GPSLatitude: "37/1 33/1 0/1" },
  });
}

const gif = await sharp({ create: { ...size, channels: 3, background: "#fa2" } })
  .gif()
  .toBuffer();
const files = {
  jpeg: await picture()
    .withMetadata({ orientation: 8 })
    .withXmp(`<x>${secret}</x>`)
    .jpeg()
    .toBuffer(),
  progressive: await picture().jpeg({ progressive: true }).toBuffer(),
  png: await picture().png().toBuffer(),
  webp: await picture().webp().toBuffer(),
  // A comment before the end: "!\xFE", its length, its text, 0.
  gif: Buffer.concat([
    gif.subarray(0, -1),
    Buffer.from(`!\xFE${String.fromCharCode(secret.length)}${secret}\0;`, "latin1"),
  ]),
};

test.each(Object.entries(files))(
  "the pixels of a %s stay and nothing else does",
  async (_, file) => {
    expect(file.includes(secret)).toBe(true);
    const detected = detectImageKind(file);
    if (!detected.ok) throw new Error(detected.reason);
    // What a telephone hangs on at the end: a film, a second photograph.
    const tail = detected.kind === "webp" ? Buffer.alloc(0) : Buffer.from(secret);
    const clean = stripMetadata(detected.kind, Buffer.concat([file, tail]));
    if (!clean) throw new Error("not understood");
    expect(clean.includes(secret)).toBe(false);
    expect(await sharp(clean).raw().toBuffer()).toEqual(await sharp(file).raw().toBuffer());
    const { exif = Buffer.alloc(0), xmp } = await sharp(clean).metadata();
    expect([exif.length < 60, xmp]).toEqual([true, undefined]);
  },
);

test("how a photograph lies is all that is kept of what its camera wrote", async () => {
  const clean = stripMetadata("jpeg", files.jpeg) ?? Buffer.alloc(0);
  expect((await sharp(clean).metadata()).orientation).toBe(8);
});

test("damaged files are refused or cut, and never throw", () => {
  const damage = fc.record({
    file: fc.constantFrom(...Object.values(files)),
    end: fc.double({ min: 0, max: 1, noNaN: true }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.nat(255),
  });
  fc.assert(
    fc.property(damage, ({ file, end, at, byte }) => {
      const broken = Buffer.from(file.subarray(0, 12 + Math.floor((file.length - 12) * end)));
      broken[Math.floor((broken.length - 1) * at)] = byte;
      const detected = detectImageKind(broken);
      if (!detected.ok) return;
      const clean = stripMetadata(detected.kind, broken);
      expect(clean === undefined || clean.length <= broken.length + 36).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
