import type { CSSProperties } from "react";

export const fonts =
  "'Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR',-apple-system,'Segoe UI',sans-serif";

/** Every text colour is AA (4.5:1 or more) on the surfaces it stands on. */
export const colors = {
  page: "#f4f2ee",
  card: "#ffffff",
  text: "#23211e",
  muted: "#67625b",
  line: "#e7e3dc",
  tint: "#f8f6f2",
  outline: "#bdb6aa",
  button: "#23211e",
  onButton: "#ffffff",
  link: "#1d4fa8",
  sale: "#b3261e",
} as const;

/** The card in dark mode. */
export const darkCard = "#211f1d";

export const mailWidth = 600;
export const gutter = 28;

/** Korean lines break between words, never inside one, unless a word is longer than the line. */
export const textBase: CSSProperties = {
  margin: 0,
  fontFamily: fonts,
  color: colors.text,
  wordBreak: "keep-all",
  overflowWrap: "break-word",
};

/**
 * The only style sheet of a mail: phones and dark mode. Mails must stand without it, Gmail's apps
 * drop it for accounts of other providers. `data-ogsc` is how Outlook.com marks its dark mode.
 */
export const styleSheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}
img{-ms-interpolation-mode:bicubic}
@media (max-width:640px){
.lp-half,.lp-of2{width:50%!important}
.lp-of3{width:33.3%!important}
.lp-of4{width:25%!important}
}
@media (max-width:480px){
.lp-pad{padding-left:20px!important;padding-right:20px!important}
.lp-grid{padding-left:12px!important;padding-right:12px!important}
.lp-page{padding:0!important}
.lp-card{border-radius:0!important}
.lp-column{width:100%!important;max-width:100%!important}
.lp-fill{max-width:100%!important}
.lp-half{width:50%!important;max-width:50%!important}
.lp-cell{padding-left:8px!important;padding-right:8px!important}
.lp-title{font-size:25px!important;line-height:34px!important}
}
@media (prefers-color-scheme:dark){
${darkRules("")}
}
${darkRules("[data-ogsc] ")}
`;

function darkRules(scope: string): string {
  return [
    `${scope}.lp-body,${scope}.lp-body>table>tbody>tr>td{background-color:#171614!important}`,
    `${scope}.lp-card{background-color:${darkCard}!important}`,
    `${scope}.lp-text{color:#f1eee9!important}`,
    `${scope}.lp-muted{color:#b5afa6!important}`,
    `${scope}.lp-link{color:#a9c4ff!important}`,
    `${scope}.lp-sale{color:#ff9d92!important}`,
    `${scope}.lp-line{border-color:#3b3834!important}`,
    `${scope}.lp-outline{border-color:#5d5850!important}`,
    `${scope}.lp-tint{background-color:#2a2825!important;border-color:#4a463f!important}`,
    `${scope}.lp-ghost{background-color:transparent!important;border-color:#5d5850!important}`,
    `${scope}.lp-button{background-color:#f1eee9!important}`,
    `${scope}.lp-button-text{color:#1b1a18!important}`,
  ].join("\n");
}
