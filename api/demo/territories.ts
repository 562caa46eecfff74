import type { Territory } from '../organizations/territory.js'

/** Degrees, WGS 84. */
const box = (west: number, south: number, east: number, north: number): Territory => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})

/** Parts of Khanty-Mansiysk, by borders and numbers of residents that are no more than an example. */
export const demoTerritories = [
  { id: 'centre', names: { ru: 'Центр', en: 'Centre' }, residents: 41_000, geometry: box(68.99, 60.99, 69.12, 61.012) },
  {
    id: 'samarovo',
    names: { ru: 'Самарово', en: 'Samarovo' },
    residents: 27_000,
    geometry: box(68.99, 60.93, 69.2, 60.99),
  },
  { id: 'west', names: { ru: 'Западный', en: 'West' }, residents: 22_000, geometry: box(68.8, 60.93, 68.99, 61.012) },
  { id: 'north', names: { ru: 'Учхоз', en: 'Uchkhoz' }, residents: 17_000, geometry: box(68.8, 61.012, 69.2, 61.1) },
]
