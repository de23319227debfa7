import * as z from "zod";
import { surfaceOf } from "@/emails/system/surface";
import { choice, color } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";

const rooms = { normal: 16, large: 36, none: 0 } as const;

/** Blocks on a colour of their own: what stands in it is written in colours that can be read there. */
export const section = defineBlock({
  type: "section",
  schema: z.object({ background: color(), room: choice(["normal", "large", "none"]) }),
  slots: ["inside"],
  sample: () => ({ background: "#f6efe4" }),
  placeInside: ({ background }, place) =>
    background === "" ? place : { ...place, surface: surfaceOf(background) },
  Component: ({ content: { background, room }, slots: { inside } }) => (
    <table role="presentation" width="100%" border={0} cellPadding={0} cellSpacing={0}>
      <tbody>
        <tr>
          <td
            {...(background !== "" && { bgcolor: background })}
            className={background === "" ? undefined : surfaceOf(background).classes.tint}
            style={{
              padding: `${rooms[room]}px 0`,
              ...(background !== "" && { backgroundColor: background }),
            }}
          >
            {inside}
          </td>
        </tr>
      </tbody>
    </table>
  ),
});
