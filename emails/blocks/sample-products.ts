import type { ProductProps } from "@/emails/system/product-card";
import type { MailLocale } from "@/emails/system/locale";
import allProducts from "@/lib/domain/sample-products.json";

/** A product of the invented shop, by the name of its picture in public/samples. */
export function sampleProduct(picture: string, locale: MailLocale, pictures: string): ProductProps {
  const found = allProducts.find((product) => product.picture === picture);
  if (!found) throw new Error(`There is no sample product ${picture}.`);
  const { name, description, alt } = found[locale];
  return {
    name,
    description,
    imageUrl: `${pictures}/${picture}.jpg`,
    imageAlt: alt,
    price: String(found.price),
    salePrice: found.salePrice === null ? "" : String(found.salePrice),
    url: `https://shop.example/${locale === "ko" ? "" : "en/"}items/${picture}`,
  };
}
