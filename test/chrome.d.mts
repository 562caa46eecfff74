export const chromeFlags: string[]
export function chromePath(): Promise<string>
