import type { Block } from "./block";
import { button } from "./button";
import { columns } from "./columns";
import { coupon } from "./coupon";
import { divider } from "./divider";
import { heading } from "./heading";
import { html } from "./html";
import { image } from "./image";
import { product } from "./product";
import { products } from "./products";
import { quote } from "./quote";
import { section } from "./section";
import { social } from "./social";
import { spacer } from "./spacer";
import { text } from "./text";
import { video } from "./video";
import { webLink } from "./web-link";

/** Every block there is, in the order in which the palette offers them. */
export const allBlocks: readonly Block[] = [
  heading,
  text,
  button,
  image,
  divider,
  spacer,
  columns,
  section,
  product,
  products,
  coupon,
  quote,
  video,
  social,
  html,
  webLink,
];

export function findBlock(type: string): Block | undefined {
  return allBlocks.find((block) => block.type === type);
}
