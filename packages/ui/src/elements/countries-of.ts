import type { ViewContext } from '../views/context.ts'

/** What phone fields offer: the countries that an element names, by the reader's own to begin with. */
export function countriesOf(element: HTMLElement): Pick<ViewContext, 'countries' | 'country'> {
  return {
    countries: element.getAttribute('countries')?.split(' '),
    country: new Intl.Locale(navigator.language).maximize().region,
  }
}
