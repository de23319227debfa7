/** The things of the invented shop, as SVG; each stands on the point (0, 0). */

type Tone = { light: string; dark: string };

export const tones = {
  white: { light: "#ffffff", dark: "#d9d4cc" },
  celadon: { light: "#b9d3c6", dark: "#7fa596" },
  sand: { light: "#dccba8", dark: "#b89c6c" },
  clay: { light: "#b4784c", dark: "#7d4a2b" },
  iron: { light: "#5a5754", dark: "#2c2a29" },
  stone: { light: "#bdb7ae", dark: "#8f8981" },
} as const satisfies Record<string, Tone>;

export type ToneName = keyof typeof tones;

export function at(x: number, y: number, size: number, thing: string): string {
  return `<g transform="translate(${x} ${y}) scale(${size})">${thing}</g>`;
}

/** Gradients from the lit side to the shaded one, for every tone. */
export const gradients = Object.entries(tones)
  .map(
    ([name, { light, dark }]) =>
      `<linearGradient id="${name}"><stop offset="0.15" stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></linearGradient>`,
  )
  .join("");

export function cup(tone: ToneName): string {
  const { dark } = tones[tone];
  return `${shadow(62)}
<path d="M44 -72 q34 -4 30 26 q-4 26 -38 24" fill="none" stroke="${dark}" stroke-width="9"/>
<path d="M-50 -92 q2 70 14 84 q4 8 14 8 h44 q10 0 14 -8 q12 -14 14 -84 z" fill="url(#${tone})"/>
<ellipse cx="0" cy="-92" rx="50" ry="11" fill="${dark}"/>
<ellipse cx="0" cy="-90" rx="43" ry="8" fill="#8a6b34"/>`;
}

export function bowl(tone: ToneName): string {
  const { dark, light } = tones[tone];
  return `${shadow(80)}
<path d="M-26 0 l5 -16 h42 l5 16 z" fill="${dark}"/>
<path d="M-84 -86 q4 74 62 74 h44 q58 0 62 -74 z" fill="url(#${tone})"/>
<ellipse cx="0" cy="-86" rx="84" ry="16" fill="${dark}"/>
<ellipse cx="0" cy="-84" rx="75" ry="12" fill="${light}"/>`;
}

export function vase(tone: ToneName, flower = "#d97b62"): string {
  const { dark } = tones[tone];
  return `${shadow(58)}
<path d="M2 -170 q-4 -70 14 -120" fill="none" stroke="#6f8a63" stroke-width="6"/>
<path d="M6 -226 q-40 -4 -46 -36 q40 2 46 36 z" fill="#87a377"/>
<path d="M9 -250 q36 -2 44 -30 q-40 -2 -44 30 z" fill="#7a9669"/>
${[0, 72, 144, 216, 288].map((turn) => `<ellipse cx="18" cy="-312" rx="11" ry="18" fill="${flower}" transform="rotate(${turn} 18 -296)"/>`).join("")}
<circle cx="18" cy="-296" r="9" fill="#f2d27c"/>
<path d="M-16 -168 h32 q-4 40 12 66 q34 48 20 84 q-8 18 -28 18 h-40 q-20 0 -28 -18 q-14 -36 20 -84 q16 -26 12 -66 z" fill="url(#${tone})"/>
<ellipse cx="0" cy="-168" rx="16" ry="4" fill="${dark}"/>`;
}

export function teapot(tone: ToneName): string {
  const { dark } = tones[tone];
  return `${shadow(118)}
<path d="M-96 -92 q-46 -8 -66 -56 l-16 -2 q4 -14 26 -8 q40 14 66 40 z" fill="url(#${tone})"/>
<path d="M-64 -150 q0 -78 64 -78 q64 0 64 78" fill="none" stroke="#7d5f3c" stroke-width="13"/>
<path d="M-112 -76 q0 -74 112 -74 q112 0 112 74 q0 76 -70 76 h-84 q-70 0 -70 -76 z" fill="url(#${tone})"/>
<ellipse cx="0" cy="-148" rx="52" ry="10" fill="${dark}"/>
<path d="M-44 -152 q44 -28 88 0 z" fill="url(#${tone})"/>
<circle cx="0" cy="-172" r="11" fill="#7d5f3c"/>`;
}

export function steam(): string {
  const wisp = (x: number) =>
    `<path d="M${x} 0 q-16 -24 0 -48 q16 -24 0 -50" fill="none" stroke="#ffffff" stroke-width="7" stroke-linecap="round" opacity="0.65"/>`;
  return wisp(-18) + wisp(18);
}

/** Leaves on a bent twig. */
export function twig(): string {
  const leaf = (x: number, y: number, turn: number) =>
    `<ellipse cx="${x}" cy="${y}" rx="26" ry="10" fill="#7f9c78" transform="rotate(${turn} ${x} ${y})"/>`;
  return `<path d="M0 0 q90 -34 190 -16" fill="none" stroke="#6b5137" stroke-width="6"/>
${leaf(46, -36, -50)}${leaf(70, 4, 40)}${leaf(104, -46, -40)}${leaf(130, 2, 30)}${leaf(160, -42, -30)}${leaf(204, -18, 0)}`;
}

function shadow(width: number): string {
  return `<ellipse cx="8" cy="2" rx="${width}" ry="11" fill="#5b4630" opacity="0.22" filter="url(#soft)"/>`;
}
