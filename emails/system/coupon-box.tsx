import type { MailLocale } from "./locale";
import { shopWords } from "./shop-words";
import { cardSurface, type Surface } from "./surface";
import { textBase } from "./theme";

/** A code to type in a shop's basket, and on what terms. */
export function CouponBox({
  code,
  notes,
  locale,
  surface = cardSurface,
  isNarrow = false,
}: {
  code: string;
  notes: readonly string[];
  locale: MailLocale;
  surface?: Surface;
  isNarrow?: boolean;
}) {
  const { classes } = surface;
  const small = { ...textBase, fontSize: 13, lineHeight: "20px", color: surface.muted };
  return (
    <table
      role="presentation"
      width="100%"
      border={0}
      cellPadding={0}
      cellSpacing={0}
      style={{ borderCollapse: "separate" }}
    >
      <tbody>
        <tr>
          <td
            align="center"
            className={classes.tint}
            style={{
              ...boxStyle,
              padding: isNarrow ? "14px 8px" : "18px 20px",
              border: `1px dashed ${surface.outline}`,
              backgroundColor: surface.tint,
            }}
          >
            <p className={classes.muted} style={small}>
              {shopWords[locale].coupon}
            </p>
            <p
              className={classes.text}
              style={{ ...codeStyle, fontSize: isNarrow ? 16 : 22, color: surface.text }}
            >
              {code}
            </p>
            {notes
              .filter((note) => note !== "")
              .map((note) => (
                <p key={note} className={classes.muted} style={small}>
                  {note}
                </p>
              ))}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

const boxStyle = { borderRadius: 10, textAlign: "center" } as const;

const codeStyle = {
  ...textBase,
  fontFamily: "SFMono-Regular,Consolas,'Courier New',monospace",
  lineHeight: "32px",
  fontWeight: 700,
  letterSpacing: "0.06em",
};
