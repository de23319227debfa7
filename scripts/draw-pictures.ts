import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { scenes } from "./pictures/scenes";

/** Draws the wide pictures of the starting points into public/samples: `npx tsx scripts/draw-pictures.ts`. */
const folder = fileURLToPath(new URL("../public/samples/", import.meta.url));

async function drawAll(): Promise<void> {
  for (const { name, svg } of scenes) {
    const drawn = await sharp(Buffer.from(svg)).jpeg({ quality: 82, mozjpeg: true }).toBuffer();
    await writeFile(`${folder}${name}.jpg`, drawn);
    console.log(`${name}.jpg ${Math.ceil(drawn.length / 1024)} KB`);
  }
}

await drawAll();
