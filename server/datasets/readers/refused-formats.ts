import { Problem, type Bilingual } from '../../problem.ts';

/** Files that are not read, each with the way out. */
const REFUSED = {
  xls: {
    en: 'an Excel workbook of the old sort (.xls). Open it and save it as .xlsx or CSV',
    it: 'una cartella Excel del vecchio tipo (.xls). Aprirla e salvarla come .xlsx o CSV',
  },
  xlsb: {
    en: 'a binary Excel workbook (.xlsb). Open it and save it as .xlsx or CSV',
    it: 'una cartella Excel binaria (.xlsb). Aprirla e salvarla come .xlsx o CSV',
  },
  ods: {
    en: 'an OpenDocument file. Open it in LibreOffice and save it as .xlsx or CSV',
    it: 'un file OpenDocument. Aprirlo in LibreOffice e salvarlo come .xlsx o CSV',
  },
  document: {
    en: 'a text document or a presentation. Copy its table into a spreadsheet and save that as .xlsx or CSV',
    it: 'un documento di testo o una presentazione. Copiarne la tabella in un foglio di calcolo e salvarlo come .xlsx o CSV',
  },
  pdf: {
    en: 'a PDF. Ask for the table or the layer that it was made from, as .xlsx, CSV, GeoPackage or zipped shapefile',
    it: 'un PDF. Chiedere la tabella o il layer da cui è nato, come .xlsx, CSV, GeoPackage o shapefile in un .zip',
  },
  image: {
    en: 'an image. Ask for the layer that it shows, as GeoPackage, GeoJSON or zipped shapefile',
    it: "un'immagine. Chiedere il layer che mostra, come GeoPackage, GeoJSON o shapefile in un .zip",
  },
  cad: {
    en: 'a CAD drawing (DWG, DXF). Export it from the CAD program or QGIS as GeoJSON or shapefile',
    it: 'un disegno CAD (DWG, DXF). Esportarlo dal programma CAD o da QGIS come GeoJSON o shapefile',
  },
  packed: {
    en: 'an archive that is no ZIP (.rar, .7z, .gz, .tar and the like). Unpack it and send the file, or pack it as ZIP',
    it: 'un archivio che non è ZIP (.rar, .7z, .gz, .tar e simili). Estrarlo e inviare il file, o comprimerlo come ZIP',
  },
  mapinfo: {
    en: 'a MapInfo table (TAB, MIF). Export it from MapInfo or QGIS as GeoPackage or shapefile',
    it: 'una tabella MapInfo (TAB, MIF). Esportarla da MapInfo o QGIS come GeoPackage o shapefile',
  },
  geodatabase: {
    en: 'an Esri file geodatabase (.gdb). Export the layer from ArcGIS or QGIS as GeoPackage or shapefile',
    it: 'un file geodatabase Esri (.gdb). Esportare il layer da ArcGIS o QGIS come GeoPackage o shapefile',
  },
  gml: {
    en: 'GML. Open it in QGIS and export the layer as GeoPackage or GeoJSON',
    it: 'GML. Aprirlo in QGIS ed esportare il layer come GeoPackage o GeoJSON',
  },
  gpx: {
    en: 'a GPX track. Open it in QGIS and export it as GeoJSON or KML',
    it: 'una traccia GPX. Aprirla in QGIS ed esportarla come GeoJSON o KML',
  },
  xml: {
    en: 'XML, but neither KML nor OpenStreetMap. Export it as CSV, GeoJSON or GeoPackage',
    it: 'XML, ma né KML né OpenStreetMap. Esportarlo come CSV, GeoJSON o GeoPackage',
  },
  entities: {
    en: 'XML that declares a document type or entities, by which other files could be reached. Export it again without them',
    it: 'XML che dichiara un tipo di documento o entità, con cui si potrebbero raggiungere altri file. Esportarlo di nuovo senza',
  },
  html: {
    en: 'a web page: perhaps the answer of a server instead of the file. Download it again, or copy its table into a spreadsheet',
    it: 'una pagina web: forse la risposta di un server al posto del file. Scaricarlo di nuovo, o copiarne la tabella in un foglio di calcolo',
  },
  shapefileAlone: {
    en: 'a part of a shapefile alone. Send one ZIP with all its files: .shp, .dbf, .prj (and .shx, .cpg)',
    it: 'una parte di uno shapefile, da sola. Inviare un unico ZIP con tutti i suoi file: .shp, .dbf, .prj (e .shx, .cpg)',
  },
  sqlite: {
    en: 'a SQLite database, but no GeoPackage. Export the layer as GeoPackage (.gpkg)',
    it: 'una base dati SQLite, ma non un GeoPackage. Esportare il layer come GeoPackage (.gpkg)',
  },
  unknown: {
    en: 'of a kind that is not known here. Known are CSV, XLSX, GeoJSON, TopoJSON, zipped shapefile, GeoPackage, KML, KMZ, FlatGeobuf, OFDS and OpenStreetMap (PBF, XML)',
    it: 'di un tipo che qui non si conosce. Si conoscono CSV, XLSX, GeoJSON, TopoJSON, shapefile in un .zip, GeoPackage, KML, KMZ, FlatGeobuf, OFDS e OpenStreetMap (PBF, XML)',
  },
} as const satisfies Record<string, Bilingual>;
export type Refused = keyof typeof REFUSED;

/** What is thrown for a file that is not read; it says what it is and what to do. */
export function refusal(what: Refused, name: string): Problem {
  const { en, it } = REFUSED[what];
  return new Problem('file-unreadable', { en: `"${name}" is ${en}`, it: `"${name}" è ${it}` });
}

export function isEmpty(name: string): Problem {
  return new Problem('file-unreadable', { en: `"${name}" is empty`, it: `"${name}" è vuoto` });
}
