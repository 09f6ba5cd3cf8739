const authors = [
  { name: 'Ines Duarte', articles: ['Watering in winter'] },
  { name: 'Tom Hale', articles: ['A balcony of herbs'] },
]

export const GET = () => Response.json({ authors })
