# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The provinces that Shopify knows, by country; a country that is not here has none.

Names and codes are Shopify's own. The United Kingdom's are left out: Shopify knows them but keeps
them out of addresses.
"""


def _codes(text):
    """Read ``CODE Name`` pairs, separated by semicolons."""
    return dict(pair.strip().split(" ", 1) for pair in text.split(";"))


PROVINCES = {
    "AU": _codes(
        "ACT Australian Capital Territory; NSW New South Wales; NT Northern Territory;"
        " QLD Queensland; SA South Australia; TAS Tasmania; VIC Victoria; WA Western Australia"
    ),
    "CA": _codes(
        "AB Alberta; BC British Columbia; MB Manitoba; NB New Brunswick;"
        " NL Newfoundland and Labrador; NT Northwest Territories; NS Nova Scotia; NU Nunavut;"
        " ON Ontario; PE Prince Edward Island; QC Quebec; SK Saskatchewan; YT Yukon"
    ),
    "ES": _codes(
        "C A Coruña; VI Álava; AB Albacete; A Alicante; AL Almería; O Asturias; AV Ávila;"
        " BA Badajoz; PM Balears; B Barcelona; BU Burgos; CC Cáceres; CA Cádiz; S Cantabria;"
        " CS Castellón; CE Ceuta; CR Ciudad Real; CO Córdoba; CU Cuenca; GI Girona; GR Granada;"
        " GU Guadalajara; SS Gipuzkoa; H Huelva; HU Huesca; J Jaén; LO La Rioja; GC Las Palmas;"
        " LE León; L Lleida; LU Lugo; M Madrid; MA Málaga; ML Melilla; MU Murcia; NA Navarra;"
        " OR Ourense; P Palencia; PO Pontevedra; SA Salamanca; TF Santa Cruz de Tenerife;"
        " SG Segovia; SE Sevilla; SO Soria; T Tarragona; TE Teruel; TO Toledo; V Valencia;"
        " VA Valladolid; BI Vizcaya; ZA Zamora; Z Zaragoza"
    ),
    "IE": _codes(
        "CW Carlow; CN Cavan; CE Clare; CO Cork; DL Donegal; D Dublin; G Galway; KY Kerry;"
        " KE Kildare; KK Kilkenny; LS Laois; LM Leitrim; LK Limerick; LD Longford; LH Louth;"
        " MO Mayo; MH Meath; MN Monaghan; OY Offaly; RN Roscommon; SO Sligo; TA Tipperary;"
        " WD Waterford; WH Westmeath; WX Wexford; WW Wicklow"
    ),
    "IT": _codes(
        "AG Agrigento; AL Alessandria; AN Ancona; AO Aosta; AR Arezzo; AP Ascoli Piceno; AT Asti;"
        " AV Avellino; BA Bari; BT Barletta-Andria-Trani; BL Belluno; BN Benevento; BG Bergamo;"
        " BI Biella; BO Bologna; BZ Bolzano; BS Brescia; BR Brindisi; CA Cagliari;"
        " CL Caltanissetta; CB Campobasso; CI Carbonia-Iglesias; CE Caserta; CT Catania;"
        " CZ Catanzaro; CH Chieti; CO Como; CS Cosenza; CR Cremona; KR Crotone; CN Cuneo; EN Enna;"
        " FM Fermo; FE Ferrara; FI Firenze; FG Foggia; FC Forlì-Cesena; FR Frosinone; GE Genova;"
        " GO Gorizia; GR Grosseto; IM Imperia; IS Isernia; AQ L'Aquila; SP La Spezia; LT Latina;"
        " LE Lecce; LC Lecco; LI Livorno; LO Lodi; LU Lucca; MC Macerata; MN Mantova;"
        " MS Massa-Carrara; MT Matera; VS Medio Campidano; ME Messina; MI Milano; MO Modena;"
        " MB Monza e Brianza; NA Napoli; NO Novara; NU Nuoro; OG Ogliastra; OT Olbia-Tempio;"
        " OR Oristano; PD Padova; PA Palermo; PR Parma; PV Pavia; PG Perugia; PU Pesaro e Urbino;"
        " PE Pescara; PC Piacenza; PI Pisa; PT Pistoia; PN Pordenone; PZ Potenza; PO Prato;"
        " RG Ragusa; RA Ravenna; RC Reggio Calabria; RE Reggio Emilia; RI Rieti; RN Rimini;"
        " RM Roma; RO Rovigo; SA Salerno; SS Sassari; SV Savona; SI Siena; SR Siracusa; SO Sondrio;"
        " TA Taranto; TE Teramo; TR Terni; TO Torino; TP Trapani; TN Trento; TV Treviso;"
        " TS Trieste; UD Udine; VA Varese; VE Venezia; VB Verbano-Cusio-Ossola; VC Vercelli;"
        " VR Verona; VV Vibo Valentia; VI Vicenza; VT Viterbo"
    ),
    "JP": _codes(
        "JP-01 Hokkaido; JP-02 Aomori; JP-03 Iwate; JP-04 Miyagi; JP-05 Akita; JP-06 Yamagata;"
        " JP-07 Fukushima; JP-08 Ibaraki; JP-09 Tochigi; JP-10 Gunma; JP-11 Saitama; JP-12 Chiba;"
        " JP-13 Tokyo; JP-14 Kanagawa; JP-15 Niigata; JP-16 Toyama; JP-17 Ishikawa; JP-18 Fukui;"
        " JP-19 Yamanashi; JP-20 Nagano; JP-21 Gifu; JP-22 Shizuoka; JP-23 Aichi; JP-24 Mie;"
        " JP-25 Shiga; JP-26 Kyoto; JP-27 Osaka; JP-28 Hyogo; JP-29 Nara; JP-30 Wakayama;"
        " JP-31 Tottori; JP-32 Shimane; JP-33 Okayama; JP-34 Hiroshima; JP-35 Yamaguchi;"
        " JP-36 Tokushima; JP-37 Kagawa; JP-38 Ehime; JP-39 Kochi; JP-40 Fukuoka; JP-41 Saga;"
        " JP-42 Nagasaki; JP-43 Kumamoto; JP-44 Oita; JP-45 Miyazaki; JP-46 Kagoshima;"
        " JP-47 Okinawa"
    ),
    "KW": _codes(
        "KW-AH Al Ahmadi; KW-KU Al Asimah; KW-FA Al Farwaniyah; KW-JA Al Jahra; KW-HA Hawalli;"
        " KW-MU Mubarak Al-Kabeer"
    ),
    "US": _codes(
        "AL Alabama; AK Alaska; AS American Samoa; AZ Arizona; AR Arkansas; CA California;"
        " CO Colorado; CT Connecticut; DE Delaware; DC District of Columbia;"
        " FM Federated States of Micronesia; FL Florida; GA Georgia; GU Guam; HI Hawaii; ID Idaho;"
        " IL Illinois; IN Indiana; IA Iowa; KS Kansas; KY Kentucky; LA Louisiana; ME Maine;"
        " MH Marshall Islands; MD Maryland; MA Massachusetts; MI Michigan; MN Minnesota;"
        " MS Mississippi; MO Missouri; MT Montana; NE Nebraska; NV Nevada; NH New Hampshire;"
        " NJ New Jersey; NM New Mexico; NY New York; NC North Carolina; ND North Dakota;"
        " MP Northern Mariana Islands; OH Ohio; OK Oklahoma; OR Oregon; PW Palau; PA Pennsylvania;"
        " PR Puerto Rico; RI Rhode Island; SC South Carolina; SD South Dakota; TN Tennessee;"
        " TX Texas; UT Utah; VT Vermont; VI Virgin Islands; VA Virginia; WA Washington;"
        " WV West Virginia; WI Wisconsin; WY Wyoming; AA Armed Forces Americas;"
        " AE Armed Forces Europe; AP Armed Forces Pacific"
    ),
}
