import { ProductPicture, ProductWords } from "@/emails/system/product-card";
import { productFields } from "@/lib/domain/product-fields";
import { choice } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { columnOf, isNarrow, Padded } from "./place";
import { Row } from "./row";
import { sampleProduct } from "./sample-products";

/** One product, worth a place of its own. */
export const product = defineBlock({
  type: "product",
  schema: productFields.extend({ look: choice(["beside", "below"]) }),
  sample: (locale, pictures) => sampleProduct("teapot-1", locale, pictures),
  Component: ({ content: { look, ...shown }, place, locale }) => {
    const words = <ProductWords product={shown} locale={locale} surface={place.surface} />;
    const picture = (width: number) => (
      <ProductPicture product={shown} surface={place.surface} width={width} />
    );
    if (look === "below" || isNarrow(place) || shown.imageUrl === "") {
      return (
        <Padded place={place} bottom={24}>
          {picture(place.width - 2 * place.gutter)}
          {words}
        </Padded>
      );
    }
    const half = columnOf(place, 2);
    return (
      <Row
        place={place}
        columns={[
          <Padded key="picture" place={half}>
            {picture(half.width - 2 * half.gutter)}
          </Padded>,
          <Padded key="words" place={half} bottom={24}>
            {words}
          </Padded>,
        ]}
      />
    );
  },
});
