/** UNTDID 1001 types under which a file is lodged as it came: what trade documents are called, no answers of customs. */
export const ATTACHABLE_TYPES: readonly number[] = [
  380, 271, 705, 704, 714, 710, 720, 722, 785, 788, 85, 861, 864, 851, 852, 853, 856, 911, 830, 929, 950,
];
