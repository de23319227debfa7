/** The few words that products and coupons say by themselves, in the language of its reader. */
export const shopWords = {
  ko: { coupon: "쿠폰 코드", price: "정가", salePrice: "판매가", more: "자세히 보기" },
  en: { coupon: "Coupon code", price: "Regular price", salePrice: "Sale price", more: "View item" },
} as const;
