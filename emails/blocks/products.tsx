import * as z from "zod";
import { ProductCard } from "@/emails/system/product-card";
import { ProductGrid } from "@/emails/system/product-grid";
import { productFields } from "@/lib/domain/product-fields";
import { list } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { isNarrow } from "./place";
import { sampleProduct } from "./sample-products";

/** Products two by two; in a column, one below the other. */
export const products = defineBlock({
  type: "products",
  schema: z.object({ products: list(productFields, { max: 30 }) }),
  sample: (locale, pictures) => ({
    products: ["mug-1", "plate-1", "cloth-1", "tray-1"].map((picture) =>
      sampleProduct(picture, locale, pictures),
    ),
  }),
  Component: ({ content: { products: shown }, place, locale }) => {
    if (!isNarrow(place)) {
      return <ProductGrid products={shown} locale={locale} surface={place.surface} />;
    }
    return (
      <div style={{ padding: "8px 0 0" }}>
        {shown.map((one, index) => (
          <ProductCard
            key={index}
            product={one}
            locale={locale}
            surface={place.surface}
            imageWidth={place.width - 20}
          />
        ))}
      </div>
    );
  },
});
