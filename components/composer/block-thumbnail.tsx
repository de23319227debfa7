import type { ReactNode } from "react";

const faint = { fill: "currentColor", opacity: 0.22 };
const strong = { fill: "currentColor", opacity: 0.7 };
const accent = { fill: "var(--color-accent-ink)" };

function lines(x: number, y: number, widths: readonly number[]): ReactNode {
  return widths.map((width, row) => (
    <rect key={row} x={x} y={y + row * 6} width={width} height={3} rx={1.5} {...faint} />
  ));
}

function picture(x: number, y: number, width: number, height: number): ReactNode {
  const foot = y + height;
  return (
    <>
      <rect x={x} y={y} width={width} height={height} rx={2} {...faint} />
      <path
        d={`M${x + 2} ${foot - 2}l${width * 0.3}-${height * 0.45} ${width * 0.2} ${height * 0.25} ${width * 0.15}-${height * 0.15} ${width * 0.25} ${height * 0.35}z`}
        {...strong}
      />
    </>
  );
}

function card(x: number): ReactNode {
  return (
    <>
      {picture(x, 5, 18, 14)}
      {lines(x, 22, [18])}
      <rect x={x} y={28} width={10} height={3} rx={1.5} {...accent} />
    </>
  );
}

/** Each kind of block as a few strokes; new kinds get the plain box until somebody draws them. */
const drawings: Readonly<Record<string, ReactNode>> = {
  heading: (
    <>
      <rect x={8} y={10} width={40} height={7} rx={2} {...strong} />
      {lines(8, 23, [26])}
    </>
  ),
  text: lines(8, 7, [40, 36, 40, 24]),
  button: (
    <>
      <rect x={12} y={11} width={32} height={14} rx={4} {...accent} />
      <rect x={20} y={16.5} width={16} height={3} rx={1.5} fill="var(--color-surface)" />
    </>
  ),
  image: picture(8, 5, 40, 26),
  divider: (
    <>
      {lines(14, 8, [28])}
      <rect x={8} y={17} width={40} height={1.5} {...strong} />
      {lines(14, 25, [28])}
    </>
  ),
  spacer: (
    <>
      <rect x={8} y={5} width={40} height={3} rx={1.5} {...faint} />
      <path
        d="M28 11v14m-4-10 4-4 4 4m-8 6 4 4 4-4"
        fill="none"
        stroke="currentColor"
        opacity={0.7}
      />
      <rect x={8} y={28} width={40} height={3} rx={1.5} {...faint} />
    </>
  ),
  columns: (
    <>
      <rect x={7} y={6} width={20} height={24} rx={2} {...faint} />
      <rect x={29} y={6} width={20} height={24} rx={2} {...faint} />
      {lines(10, 11, [14, 10])}
      {lines(32, 11, [14, 10])}
    </>
  ),
  section: (
    <>
      <rect x={6} y={5} width={44} height={26} rx={3} fill="var(--color-accent-soft)" />
      <rect x={12} y={11} width={24} height={5} rx={2} {...strong} />
      {lines(12, 20, [32])}
    </>
  ),
  product: (
    <>
      {picture(7, 7, 20, 22)}
      {lines(31, 9, [18, 12])}
      <rect x={31} y={23} width={12} height={4} rx={2} {...accent} />
    </>
  ),
  products: (
    <>
      {card(8)}
      {card(30)}
    </>
  ),
  coupon: (
    <>
      <rect
        x={7}
        y={8}
        width={42}
        height={20}
        rx={3}
        fill="none"
        stroke="currentColor"
        strokeDasharray="3 2"
        opacity={0.7}
      />
      <rect x={15} y={15.5} width={26} height={5} rx={2} {...accent} />
    </>
  ),
  quote: (
    <>
      <rect x={8} y={7} width={3} height={22} rx={1.5} {...strong} />
      {lines(16, 10, [32, 28, 16])}
    </>
  ),
  video: (
    <>
      <rect x={8} y={5} width={40} height={26} rx={2} {...faint} />
      <circle cx={28} cy={18} r={7} {...strong} />
      <path d="m26 14.5 5.5 3.5-5.5 3.5z" fill="var(--color-surface)" />
    </>
  ),
  social: [14, 28, 42].map((x) => <circle key={x} cx={x} cy={18} r={5} {...strong} />),
  html: (
    <path
      d="m20 11-8 7 8 7m16-14 8 7-8 7m-5-17-6 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      opacity={0.7}
    />
  ),
  webLink: (
    <>
      {lines(12, 12, [32])}
      <rect x={18} y={20} width={20} height={3} rx={1.5} {...accent} />
      <rect x={18} y={24.5} width={20} height={1} {...accent} />
    </>
  ),
};

export function BlockThumbnail({ type }: { type: string }) {
  return (
    <svg viewBox="0 0 56 36" className="h-9 w-14 text-muted" aria-hidden>
      {drawings[type] ?? <rect x={8} y={6} width={40} height={24} rx={3} {...faint} />}
    </svg>
  );
}
