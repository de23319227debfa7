import * as z from "zod";
import { choice } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { Padded } from "./place";

export const divider = defineBlock({
  type: "divider",
  schema: z.object({ look: choice(["line", "short", "thick"]) }),
  sample: () => ({}),
  Component: ({ content: { look }, place }) => {
    const { line, outline, classes } = place.surface;
    const isLine = look === "line";
    return (
      <Padded place={place} top={16} bottom={16}>
        <table
          role="presentation"
          data-skip-in-text="true"
          align="center"
          width={look === "short" ? 48 : "100%"}
          border={0}
          cellPadding={0}
          cellSpacing={0}
        >
          <tbody>
            <tr>
              <td
                className={isLine ? classes.line : classes.outline}
                style={{
                  borderTop: `${isLine ? 1 : 2}px solid ${isLine ? line : outline}`,
                  fontSize: 1,
                  lineHeight: "1px",
                }}
              >
                {"\u00a0"}
              </td>
            </tr>
          </tbody>
        </table>
      </Padded>
    );
  },
});
