import * as z from "zod";
import { rich } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { Padded } from "./place";

export const text = defineBlock({
  type: "text",
  schema: z.object({ body: rich({ max: 20_000, required: true }) }),
  sample: (locale) => ({
    body:
      locale === "ko"
        ? "<p>가을 그릇이 새로 들어왔어요. 작은 공방에서 손으로 빚어 하나하나 모양이 조금씩 달라요.</p>"
        : "<p>New bowls for autumn have arrived. Thrown by hand in a small workshop, no two are quite alike.</p>",
  }),
  Component: ({ rich: { body }, place }) => (
    <Padded place={place} top={12} bottom={4}>
      {body}
    </Padded>
  ),
});
