import * as z from "zod";
import { image, price, text, url } from "./template-fields";

/** A product as promotions and blocks show it. */
export const productFields = z.object({
  name: text({ max: 80, required: true }),
  description: text({ max: 300 }),
  imageUrl: image(),
  imageAlt: text({ max: 150 }),
  price: price(),
  salePrice: price(),
  url: url({ required: true }),
});
