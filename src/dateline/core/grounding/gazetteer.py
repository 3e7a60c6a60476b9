"""Countries, their capitals and the largest other cities: names that are places without a hint."""

_COUNTRIES = """
Afghanistan, Albania, Algeria, Andorra, Angola, Antigua and Barbuda, Argentina, Armenia,
Australia, Austria, Azerbaijan, Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize,
Benin, Bhutan, Bolivia, Bosnia, Bosnia and Herzegovina, Botswana, Brazil, Britain, Brunei,
Bulgaria, Burkina Faso, Burundi, Cambodia, Cameroon, Canada, Cape Verde, Chad, Chile, China,
Colombia, Comoros, Congo, Costa Rica, Croatia, Cuba, Cyprus, Czech Republic, Czechia, Denmark,
Djibouti, Dominica, Dominican Republic, East Timor, Ecuador, Egypt, El Salvador, England,
Equatorial Guinea, Eritrea, Estonia, Eswatini, Ethiopia, Fiji, Finland, France, Gabon, Gambia,
Germany, Ghana, Great Britain, Greece, Greenland, Grenada, Guatemala, Guinea, Guinea-Bissau,
Guyana, Haiti, Honduras, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy,
Ivory Coast, Jamaica, Japan, Kazakhstan, Kenya, Kiribati, Kosovo, Kuwait, Kyrgyzstan, Laos,
Latvia, Lebanon, Lesotho, Liberia, Libya, Liechtenstein, Lithuania, Luxembourg, Madagascar,
Malawi, Malaysia, Maldives, Mali, Malta, Marshall Islands, Mauritania, Mauritius, Mexico,
Micronesia, Moldova, Monaco, Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia, Nauru,
Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria, North Korea, North Macedonia, Northern
Ireland, Norway, Oman, Pakistan, Palau, Palestine, Panama, Papua New Guinea, Paraguay, Peru,
Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda, Samoa, San Marino, Saudi Arabia,
Scotland, Senegal, Serbia, Seychelles, Sierra Leone, Singapore, Slovakia, Slovenia, Solomon
Islands, Somalia, South Africa, South Korea, South Sudan, Spain, Sri Lanka, Sudan, Suriname,
Sweden, Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Togo, Tonga, Trinidad and
Tobago, Tunisia, Turkey, Turkmenistan, Tuvalu, UAE, Uganda, UK, Ukraine, United Arab Emirates,
United Kingdom, United States, Uruguay, US, U.S, USA, Uzbekistan, Vanuatu, Venezuela, Vietnam,
Wales, Yemen, Zambia, Zimbabwe
"""
_CITIES = """
Abu Dhabi, Abuja, Accra, Addis Ababa, Algiers, Amman, Amsterdam, Ankara, Antananarivo, Ashgabat,
Asmara, Astana, Asuncion, Athens, Baghdad, Baku, Bamako, Bangkok, Bangui, Barcelona, Beijing,
Beirut, Belgrade, Berlin, Bern, Bishkek, Bogota, Brasilia, Bratislava, Brazzaville, Brussels,
Bucharest, Budapest, Buenos Aires, Cairo, Canberra, Cape Town, Caracas, Chicago, Chisinau,
Colombo, Conakry, Copenhagen, Dakar, Damascus, Delhi, Dhaka, Dili, Doha, Dubai, Dublin, Dushanbe,
Edinburgh, Frankfurt, Freetown, Geneva, Georgetown, Guatemala City, Hamburg, Hanoi, Harare,
Havana, Helsinki, Hong Kong, Islamabad, Istanbul, Jakarta, Jerusalem, Johannesburg, Juba, Kabul,
Kampala, Karachi, Kathmandu, Khartoum, Kigali, Kingston, Kinshasa, Kolkata, Kuala Lumpur, Kyiv,
Kiev, La Paz, Lagos, Lahore, Libreville, Lima, Lisbon, Ljubljana, London, Los Angeles, Luanda,
Lusaka, Madrid, Managua, Manama, Manila, Maputo, Melbourne, Mexico City, Milan, Minsk, Mogadishu,
Monrovia, Montevideo, Moscow, Mumbai, Munich, Muscat, Nairobi, Naypyidaw, New Delhi, New York,
Niamey, Nicosia, Nouakchott, Osaka, Oslo, Ottawa, Ouagadougou, Panama City, Paramaribo, Paris,
Phnom Penh, Podgorica, Port-au-Prince, Prague, Pretoria, Pristina, Pyongyang, Quito, Rabat,
Ramallah, Reykjavik, Riga, Rio de Janeiro, Riyadh, Rome, San Francisco, San Jose, San Salvador,
Sanaa, Santiago, Santo Domingo, Sao Paulo, Sarajevo, Seoul, Shanghai, Skopje, Sofia, St.
Petersburg, Stockholm, Suva, Sydney, Taipei, Tallinn, Tashkent, Tbilisi, Tegucigalpa, Tehran, Tel
Aviv, The Hague, Thimphu, Tirana, Tokyo, Toronto, Tripoli, Tunis, Ulaanbaatar, Vienna, Vientiane,
Vilnius, Warsaw, Washington, Wellington, Windhoek, Yaounde, Yangon, Yerevan, Zagreb, Zurich
"""
_WIDER = """
Africa, Antarctica, Asia, Atlantic, Balkans, Baltic, Black Sea, Caribbean, Crimea, Donbas, Europe,
Gaza, Gaza Strip, Gulf, Kashmir, Kremlin, Latin America, Mediterranean, Middle East, North
America, Pacific, Pentagon, Red Sea, Siberia, South America, Tibet, West Bank, White House,
Downing Street
"""
PLACES = frozenset(
    " ".join(name.split()) for part in (_COUNTRIES, _CITIES, _WIDER) for name in part.split(",")
)
