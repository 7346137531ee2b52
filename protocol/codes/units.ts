/** UN/ECE Recommendation 20 units that trade documents of the corridor use. */
const UNITS = new Map([
  ['BLL', 'barrel'],
  ['BX', 'box'],
  ['CMK', 'square centimetre'],
  ['CMQ', 'cubic centimetre'],
  ['CMT', 'centimetre'],
  ['DTN', 'decitonne'],
  ['DZN', 'dozen'],
  ['EA', 'each'],
  ['GRM', 'gram'],
  ['GRO', 'gross'],
  ['H87', 'piece'],
  ['HLT', 'hectolitre'],
  ['KGM', 'kilogram'],
  ['KMT', 'kilometre'],
  ['KWH', 'kilowatt hour'],
  ['LBR', 'pound'],
  ['LTR', 'litre'],
  ['MGM', 'milligram'],
  ['MIL', 'thousand'],
  ['MLT', 'millilitre'],
  ['MMT', 'millimetre'],
  ['MTK', 'square metre'],
  ['MTQ', 'cubic metre'],
  ['MTR', 'metre'],
  ['MWH', 'megawatt hour'],
  ['NAR', 'number of articles'],
  ['NPR', 'number of pairs'],
  ['PCE', 'piece'],
  ['PR', 'pair'],
  ['SET', 'set'],
  ['STN', 'ton (US, short)'],
  ['TNE', 'tonne'],
]);

/** Whether a text is a Recommendation 20 unit that we know; an unknown one is a finding, never an error. */
export function isUnitCode(code: string): boolean {
  return UNITS.has(code);
}
