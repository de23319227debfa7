import { expect, test } from "vitest";
import { withImage } from "@/components/content/with-image";

const picked = { url: "https://shop.example/images/a.jpg", alt: "린넨 셔츠" };

test("an image brings its alt text along", () => {
  expect(withImage({ heroImageUrl: "", heroImageAlt: "" }, "heroImageUrl", picked)).toEqual({
    heroImageUrl: picked.url,
    heroImageAlt: picked.alt,
  });
});

test("words that were written stay when the library has none, or there is no field for them", () => {
  const written = { imageUrl: "", imageAlt: "손으로 쓴 글" };
  expect(withImage(written, "imageUrl", { ...picked, alt: "" })["imageAlt"]).toBe("손으로 쓴 글");
  expect(withImage({ logo: "" }, "logo", picked)).toEqual({ logo: picked.url });
});
