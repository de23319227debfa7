import * as z from "zod";
import { CouponBox } from "@/emails/system/coupon-box";
import { text } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { isNarrow, Padded } from "./place";

export const coupon = defineBlock({
  type: "coupon",
  schema: z.object({
    code: text({ max: 40, required: true }),
    note: text({ max: 200 }),
    until: text({ max: 80 }),
  }),
  sample: (locale) =>
    locale === "ko"
      ? {
          code: "SODAM-AUTUMN",
          note: "5만 원 이상 주문에 5,000원 할인",
          until: "11월 30일 밤 12시까지 쓸 수 있어요.",
        }
      : {
          code: "SODAM-AUTUMN",
          note: "₩5,000 off orders of ₩50,000 and up",
          until: "Valid until 30 November, midnight.",
        },
  Component: ({ content: { code, note, until }, place, locale }) => (
    <Padded place={place} top={12} bottom={20}>
      <CouponBox
        code={code}
        notes={[note, until]}
        locale={locale}
        surface={place.surface}
        isNarrow={isNarrow(place)}
      />
    </Padded>
  ),
});
