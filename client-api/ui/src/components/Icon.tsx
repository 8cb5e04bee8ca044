const paths = {
  overview: 'M2 10h3.5l2.5-6 4 12 2.5-6H18',
  ask: 'M4 4h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-6l-4 3v-3H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM7 8h6M7 10.8h4',
  incidents: 'M10 2.5l8 14.5H2zM10 8v4M10 14.4v.1',
  findings: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6.5v4.5M10 13.6v.1',
  coverage: 'M10 2l6.5 2.5v5c0 4-2.7 7-6.5 8.5-3.8-1.5-6.5-4.5-6.5-8.5v-5zM10 2v16',
  exposure: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM3 10h14M10 3c2.2 2 3.2 4.3 3.2 7s-1 5-3.2 7c-2.2-2-3.2-4.3-3.2-7s1-5 3.2-7',
  sources: 'M10 3c4 0 6.5 1.2 6.5 2.7S14 8.4 10 8.4 3.5 7.2 3.5 5.7 6 3 10 3zM3.5 5.7v8.6C3.5 15.8 6 17 10 17s6.5-1.2 6.5-2.7V5.7M3.5 10c0 1.5 2.5 2.7 6.5 2.7s6.5-1.2 6.5-2.7',
  events: 'M3 5h14M3 10h14M3 15h9',
  rules: 'M10 2l6.5 2.5v5c0 4-2.7 7-6.5 8.5-3.8-1.5-6.5-4.5-6.5-8.5v-5zM7 10l2.2 2.2L13 8',
  settings: 'M3 6h7M14 6h3M3 14h3M10 14h7M12 3.8v4.4M8 11.8v4.4',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  check: 'M4 10.5l4 4 8-9',
  chevron: 'M7 4l6 6-6 6',
  plus: 'M10 4v12M4 10h12',
  leave: 'M8 3H3v14h5M8 10h9M13.5 6.5L17 10l-3.5 3.5',
  close: 'M5 5l10 10M15 5L5 15',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4',
  batch: 'M3 6.5L10 3l7 3.5-7 3.5zM3 10l7 3.5 7-3.5M3 13.5L10 17l7-3.5',
  key: 'M13 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10.2 9.8L3 17M5.5 14.5L8 17',
  people: 'M7.5 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM2 16c.5-3 2.7-4.5 5.5-4.5S12.5 13 13 16M13 4.3a3 3 0 0 1 0 5.4M15 11.9c1.7.6 2.7 2 3 4.1',
  more: 'M4 7l6 6 6-6',
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside words, so it says nothing to a screen reader by itself. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6"
      strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
