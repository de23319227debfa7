import * as z from "zod";
import { choice } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { columnOf } from "./place";
import { Row } from "./row";

const slots = ["first", "second", "third", "fourth"] as const;

/** A column that is taken away keeps its blocks, so that taking it away can be undone. */
export const columns = defineBlock({
  type: "columns",
  schema: z.object({ count: choice(["2", "3", "4"]) }),
  slots,
  sample: () => ({}),
  placeInside: ({ count }, place) => columnOf(place, Number(count)),
  Component: ({ content: { count }, slots: drawn, place }) => (
    <Row place={place} columns={slots.slice(0, Number(count)).map((slot) => drawn[slot])} />
  ),
});
