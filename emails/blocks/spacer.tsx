import * as z from "zod";
import { choice } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";

const heights = { small: 12, medium: 28, large: 56 } as const;

export const spacer = defineBlock({
  type: "spacer",
  schema: z.object({ size: choice(["medium", "small", "large"]) }),
  sample: () => ({}),
  // Outlook gives an element the height of its line, and no other.
  Component: ({ content: { size } }) => (
    <div
      data-skip-in-text="true"
      style={{ height: heights[size], lineHeight: `${heights[size]}px`, fontSize: 1 }}
    >
      {"\u00a0"}
    </div>
  ),
});
