/** What the items of a category have in common. Effects are on log demand. */
export interface Category {
  readonly name: string;
  /** As the item master writes it. */
  readonly label: string;
  readonly products: readonly string[];
  /** Height of the yearly wave. */
  readonly seasonHeight: number;
  /** Week of the year, 0 … 51, of its top. */
  readonly seasonTop: number;
  /** Per 10 °F that a week is warmer than is normal for its season. */
  readonly warmth: number;
  /** Per inch of rain a day, mean of the week. */
  readonly rain: number;
  /** Mean price elasticity of its items. */
  readonly elasticity: number;
  /** Of a price reduction that is shown at the shelf, beyond the price itself. */
  readonly dealUplift: number;
  /** Of the flyer, on top. */
  readonly featureUplift: number;
  /** Of an event of strength 1 that lasts the whole week, by type. */
  readonly events: { readonly holiday: number; readonly sports: number; readonly local: number };
  readonly shelfLifeDays: number;
  /** Units that come back for each unit sold. */
  readonly returnShare: number;
}

const category = (
  name: string,
  label: string,
  products: readonly string[],
  [seasonHeight, seasonTop]: readonly [number, number],
  [warmth, rain]: readonly [number, number],
  [elasticity, dealUplift, featureUplift]: readonly [number, number, number],
  [holiday, sports, local]: readonly [number, number, number],
  [shelfLifeDays, returnShare]: readonly [number, number],
): Category => ({
  ...{ name, label, products, seasonHeight, seasonTop, warmth, rain, elasticity, dealUplift, featureUplift },
  ...{ events: { holiday, sports, local }, shelfLifeDays, returnShare },
});

export const categories: readonly Category[] = [
  category('salty-snacks', 'SNACKS / SALTY', ['Potato Chips', 'Tortilla Chips', 'Pretzels'], [0.1, 26], [0.02, 0.05], [-2.1, 0.2, 0.35], [0.45, 0.6, 0.25], [90, 0.012]),
  category('soft-drinks', 'BEVERAGES / CSD', ['Cola', 'Lemon Soda', 'Ginger Ale'], [0.22, 28], [0.09, -0.1], [-2.4, 0.25, 0.3], [0.35, 0.5, 0.3], [180, 0.004]),
  category('ice-cream', 'FROZEN / ICE CREAM', ['Vanilla Tub', 'Chocolate Tub', 'Fruit Bars'], [0.55, 29], [0.14, -0.25], [-1.8, 0.15, 0.25], [0.15, 0.05, 0.3], [365, 0.003]),
  category('bread', 'BAKERY / BREAD', ['White Loaf', 'Whole Wheat Loaf', 'Burger Buns'], [0.06, 24], [0.01, -0.02], [-1.2, 0.1, 0.15], [0.25, 0.15, 0.1], [7, 0.07]),
  category('juice', 'BEVERAGES / JUICE', ['Orange Juice', 'Apple Juice', 'Cranberry Juice'], [0.08, 4], [0.03, -0.02], [-2.2, 0.2, 0.3], [0.2, 0.0, 0.1], [21, 0.03]),
  category('soup', 'GROCERY / SOUP', ['Tomato Soup', 'Chicken Noodle Soup', 'Clam Chowder'], [0.5, 2], [-0.1, 0.2], [-1.5, 0.15, 0.2], [0.15, 0.0, -0.05], [720, 0.002]),
  category('dairy-desserts', 'DAIRY / DESSERTS', ['Berry Yogurt', 'Vanilla Pudding', 'Rice Pudding'], [0.1, 18], [0.02, -0.03], [-1.7, 0.15, 0.25], [0.1, 0.0, 0.05], [14, 0.055]),
  category('cookies', 'SNACKS / SWEET', ['Oat Cookies', 'Chocolate Chip Cookies', 'Wafers'], [0.15, 48], [-0.03, 0.06], [-1.9, 0.2, 0.3], [0.4, 0.1, 0.1], [120, 0.008]),
]; // prettier-ignore
